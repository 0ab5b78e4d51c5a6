import type { Field, Form } from '../../src/chat/view';

type Values = Record<string, string | readonly string[]>;

const hintOf = (field: Field): string => {
  const parts = [
    field.hint,
    field.optional ? 'optional' : undefined,
    typeof field.initial === 'string' && field.initial ? `Enter keeps “${field.initial}”` : undefined,
  ];
  const known = parts.filter((part) => part !== undefined).join('; ');
  return known ? ` (${known})` : '';
};

const optionsOf = (field: Field): readonly string[] =>
  field.type === 'choice' || field.type === 'choices' ? field.options.map((option, index) => `    ${index + 1} ${option.label}`) : [];

const valueTyped = (field: Field, typed: string): string | readonly string[] => {
  const given = typed.trim();
  switch (field.type) {
    case 'choice':
      return field.options[Number(given) - 1]?.value ?? (given || (field.initial ?? ''));
    case 'choices':
      return given ? given.split(/[\s,]+/).map((one) => field.options[Number(one) - 1]?.value ?? one) : (field.initial ?? []);
    case 'text':
    case 'date':
    case 'person':
      return given || (field.initial ?? '');
  }
};

/** Asks the fields of a form one by one, mistakes beside them. Undefined where the person typed `cancel` or the input ended. */
export const fillForm = async (
  form: Form,
  mistakes: Readonly<Record<string, string>>,
  ask: (prompt: string) => Promise<string | undefined>,
  print: (text: string) => void,
): Promise<Values | undefined> => {
  print(`\n── ${form.title} ── (type cancel to leave)`);
  const values: Values = {};
  for (const field of form.fields) {
    if (mistakes[field.id]) print(`  ! ${mistakes[field.id]}`);
    for (const option of optionsOf(field)) print(option);
    const typed = await ask(`  ${field.label}${hintOf(field)}: `);
    if (typed === undefined || typed.trim() === 'cancel') return undefined;
    values[field.id] = valueTyped(field, typed);
  }
  return values;
};
