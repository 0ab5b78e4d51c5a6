import { dateFormat } from './formats';
/** A date written out in the reader's zone: "Friday 4 December 2026". */
export const longDate = (at: Date, zone = 'Europe/London'): string =>
  dateFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }).format(at).replace(',', '');

/** A date and time in the reader's zone: "Friday 4 December 2026 at 9:30am". */
export const longDateTime = (at: Date, zone = 'Europe/London'): string => {
  const time = dateFormat('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true, timeZone: zone }).format(at);
  return `${longDate(at, zone)} at ${time.replace(/\s/g, '').toLowerCase()}`;
};
