import { slackLimitProblems } from '../../../adapters/slack/limits';

const long = (length: number) => 'x'.repeat(length);
const plain = (text: string) => ({ type: 'plain_text', text });
const message = (...blocks: object[]) => ({ text: 'x', blocks });
const section = (over: object) => message({ type: 'section', text: plain('x'), ...over });
const button = (over: object) => message({ type: 'actions', elements: [{ type: 'button', text: plain('x'), action_id: 'a', ...over }] });
const modal = (over: object) => ({
  type: 'modal',
  title: plain('x'),
  submit: plain('x'),
  close: plain('x'),
  blocks: [{ type: 'divider' }],
  ...over,
});
const input = (element: object, over: object = {}) => modal({ blocks: [{ type: 'input', label: plain('x'), element, ...over }] });
const options = (many: number, over: object = {}) =>
  Array.from({ length: many }, (_, index) => ({ text: plain('x'), value: `${index}`, ...over }));
const confirm = { title: plain('x'), text: plain('x'), confirm: plain('x'), deny: plain('x') };

describe('The checker of Slack’s limits', () => {
  test.each<[object, string]>([
    [message(), 'there are no blocks'],
    [{ blocks: [{ type: 'divider' }] }, 'text is empty'],
    [{ ...section({}), text: long(4_001) }, 'text has 4001, the limit is 4000'],
    [message(...Array.from({ length: 51 }, () => ({ type: 'divider' }))), 'blocks has 51, the limit is 50'],
    [
      message(...Array.from({ length: 4 }, () => ({ type: 'section', text: plain(long(2_999)) }))),
      'the message altogether has 12396, the limit is 12000',
    ],
    [section({ text: plain('') }), 'section text is empty'],
    [section({ text: plain(long(3_001)) }), 'section text has 3001, the limit is 3000'],
    [section({ fields: options(11).map(({ text }) => text) }), 'fields has 11, the limit is 10'],
    [section({ fields: [plain(long(2_001))] }), 'field has 2001, the limit is 2000'],
    [section({ block_id: long(256) }), 'block_id has 256, the limit is 255'],
    [message({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'a' }), 'a block_id stands twice'],
    [message({ type: 'header', text: plain(long(151)) }), 'header has 151, the limit is 150'],
    [message({ type: 'header' }), 'header is empty'],
    [message({ type: 'context', elements: [] }), 'context has no elements'],
    [message({ type: 'context', elements: options(11).map(({ text }) => text) }), 'context has 11, the limit is 10'],
    [message({ type: 'context', elements: [plain('')] }), 'context text is empty'],
    [message({ type: 'actions', elements: [] }), 'actions has no elements'],
    [
      message({
        type: 'actions',
        elements: Array.from({ length: 26 }, (_, i) => ({ type: 'button', text: plain('x'), action_id: `${i}` })),
      }),
      'actions has 26, the limit is 25',
    ],
    [
      message({ type: 'actions', elements: Array.from({ length: 2 }, () => ({ type: 'button', text: plain('x'), action_id: 'a' })) }),
      'an action_id stands twice',
    ],
    [button({ text: plain(long(76)) }), 'button text has 76, the limit is 75'],
    [button({ text: plain('') }), 'button text is empty'],
    [button({ value: long(2_001) }), 'value has 2001, the limit is 2000'],
    [button({ url: long(3_001) }), 'url has 3001, the limit is 3000'],
    [button({ action_id: long(256) }), 'action_id has 256, the limit is 255'],
    [button({ action_id: '' }), 'action_id is empty'],
    [button({ confirm: { ...confirm, title: plain(long(101)) } }), 'confirm title has 101, the limit is 100'],
    [button({ confirm: { ...confirm, text: plain(long(301)) } }), 'confirm text has 301, the limit is 300'],
    [button({ confirm: { ...confirm, confirm: plain(long(31)) } }), 'confirm button has 31, the limit is 30'],
    [button({ confirm: { ...confirm, deny: undefined } }), 'deny button is empty'],
    [modal({ title: plain(long(25)) }), 'title has 25, the limit is 24'],
    [modal({ submit: undefined }), 'submit is empty'],
    [modal({ callback_id: long(256) }), 'callback_id has 256, the limit is 255'],
    [modal({ private_metadata: long(3_001) }), 'private_metadata has 3001, the limit is 3000'],
    [modal({ blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) }), 'blocks has 101, the limit is 100'],
    [
      { type: 'home', blocks: Array.from({ length: 99 }, () => ({ type: 'section', text: plain('語'.repeat(3_000)) })) },
      'the view in bytes has 896768, the limit is 250000',
    ],
    [input({ type: 'datepicker' }, { label: plain(long(2_001)) }), 'label has 2001, the limit is 2000'],
    [input({ type: 'datepicker' }, { hint: plain(long(2_001)) }), 'hint has 2001, the limit is 2000'],
    [input({ type: 'datepicker', initial_date: '24/12/2026' }), 'the date is 24/12/2026'],
    [input({ type: 'users_select', initial_user: 'a:b' }), 'the user is a:b'],
    [input({ type: 'plain_text_input', max_length: 3_001 }), 'max_length is 3001'],
    [input({ type: 'plain_text_input', max_length: 5, initial_value: 'sixsix' }), 'initial_value has 6, the limit is 5'],
    [input({ type: 'plain_text_input', placeholder: plain(long(151)) }), 'placeholder has 151, the limit is 150'],
    [input({ type: 'radio_buttons', options: options(11) }), 'options has 11, the limit is 10'],
    [input({ type: 'static_select', options: options(101) }), 'options has 101, the limit is 100'],
    [input({ type: 'static_select', options: [] }), 'there are no options'],
    [input({ type: 'checkboxes', options: options(2, { value: 'same' }) }), 'an option stands twice'],
    [input({ type: 'checkboxes', options: options(1, { value: long(151) }) }), 'option value has 151, the limit is 150'],
    [input({ type: 'checkboxes', options: options(1, { text: plain(long(76)) }) }), 'option has 76, the limit is 75'],
    [
      input({ type: 'radio_buttons', options: options(2), initial_option: { text: plain('x'), value: '7' } }),
      'an initial option is none of the options',
    ],
    [message({ type: 'rich_text' }), 'rich_text is no block of ours'],
    [input({ type: 'timepicker' }), 'timepicker is no element of ours'],
  ])('%#: refuses %j', (payload, problem) => {
    expect(slackLimitProblems(payload)).toEqual([problem]);
  });

  test.each([
    section({ text: plain(long(3_000)) }),
    button({ text: plain(long(75)), value: long(2_000), url: long(3_000), action_id: long(255), confirm }),
    modal({ title: plain(long(24)), private_metadata: long(3_000) }),
    input({ type: 'static_select', options: options(100) }),
    input({ type: 'plain_text_input', max_length: 6, initial_value: 'sixsix' }),
    { type: 'home', blocks: Array.from({ length: 100 }, () => ({ type: 'divider' })) },
  ])('%#: takes what is just within them', (payload) => {
    expect(slackLimitProblems(payload)).toEqual([]);
  });
});
