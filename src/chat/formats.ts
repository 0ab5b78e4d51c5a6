const formats = new Map<string, Intl.DateTimeFormat>();
const MOST = 500;

/** Makes each format of dates once: making one costs more than a hundred uses of it. */
export const dateFormat = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  if (formats.size >= MOST) formats.clear();
  formats.set(key, made);
  return made;
};
