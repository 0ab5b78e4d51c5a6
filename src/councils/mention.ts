import type { PersonId, WorkspaceId } from '../chat/event';
import { sameId } from '../chat/same-id';
import { UserError } from '../errors';

const PERSON = /^(slack|teams|console):[^:\s<>|]{1,100}:[^:\s<>|]{1,100}$/;
const ACCOUNT = /^[A-Za-z0-9._@-]{1,100}$/;

const HOW = 'Mention the person, so that I know exactly whom you mean: type @ and choose their name from the list.';

/**
 * The account that words name: a mention (`<@U123>`, `<@U123|name>`, on Teams `<@aadid|Name>`), or a whole person id. A bare account
 * belongs to the speaker's workspace. Throws a sentence for a plain name.
 */
export const mentioned = (typed: string, workspace: WorkspaceId): PersonId => {
  const words = typed.trim();
  if (PERSON.test(words)) return sameId(words);
  const [, account = ''] = /^<@([^|<>]{1,200})(?:\|[^<>]*)?>$/.exec(words) ?? [];
  if (PERSON.test(account)) return sameId(account);
  if (!ACCOUNT.test(account)) throw new UserError(HOW);
  return sameId(`${workspace}:${account}`);
};

/** The person chosen in a form's person field: a person id, or a bare account of the speaker's workspace. */
export const chosenPerson = (value: string | readonly string[] | undefined, workspace: WorkspaceId): PersonId => {
  const one = typeof value === 'string' ? value : (value?.[0] ?? '');
  if (one.trim() === '') throw new UserError('Choose a person.');
  return ACCOUNT.test(one.trim()) ? sameId(`${workspace}:${one.trim()}`) : mentioned(one, workspace);
};
