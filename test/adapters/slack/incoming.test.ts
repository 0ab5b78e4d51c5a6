import { incoming } from '../../../adapters/slack/parse';

const changed = (user: Record<string, unknown>) =>
  incoming({
    type: 'event_callback',
    team_id: 'T1',
    event_id: 'Ev1',
    event: { type: 'user_change', user: { id: 'U7', team_id: 'T1', ...user } },
  });

describe('A changed account in Slack', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['is closed', { deleted: true }, 'left'],
    ['becomes a guest', { is_restricted: true }, 'left'],
    ['becomes a guest of one channel', { is_restricted: true, is_ultra_restricted: true }, 'left'],
    ['has another name', { deleted: false, is_restricted: false, is_ultra_restricted: false, real_name: 'Alice' }, 'other'],
  ])('that %s', (_, user, kind) => {
    expect(changed(user)).toMatchObject({ kind, team: 'T1', user: 'U7' });
  });
});
