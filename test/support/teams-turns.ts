import type { Form, Reply } from '../../src/chat/view';
import { type FakeTeams, fakeTeams } from './fake-teams';
import { ALICE, ALICE_ACCOUNT, TENANT, type TeamsDoor, teamsDoor } from './teams-door';

export let connector: FakeTeams;
export let door: TeamsDoor;

/** The door with a fake connector that knows Alice and Bob, as it is before each test of the file that calls this. */
export const useTeamsDoor = (): void => {
  beforeAll(async () => {
    connector = await fakeTeams();
    door = await teamsDoor(connector);
  });
  afterAll(async () => {
    await door.stop();
    await connector.stop();
  });
  beforeEach(() => {
    door.reset();
    connector.reset();
    door.state.now = new Date(door.state.now.getTime() + 3_600_000);
    connector.members.set(ALICE, {
      id: ALICE,
      aadObjectId: ALICE_ACCOUNT,
      userPrincipalName: 'alice@camden.gov.uk',
      userRole: 'user',
      tenantId: TENANT,
    });
    connector.members.set('29:1BoB-bob', {
      id: '29:1BoB-bob',
      aadObjectId: 'b0b',
      userPrincipalName: 'bob@camden.gov.uk',
      userRole: 'user',
      tenantId: TENANT,
    });
  });
};

export const form: Form = {
  id: 'poll.new',
  title: 'A new poll',
  submit: 'Send',
  state: 'draft-1',
  fields: [
    { type: 'text', id: 'title', label: 'Title' },
    {
      type: 'choices',
      id: 'scope',
      label: 'Scope',
      options: [
        { value: 'bins', label: 'Bins' },
        { value: 'recy,cling', label: 'Recycling' },
      ],
    },
  ],
};
export const TYPED = 'Bins $'.concat('{now} & <at>all</at>');
export const sentCard = (index = 0) => JSON.stringify(connector.sent()[index]?.body.attachments?.[0]?.content);
export const reply = (one: Reply) => {
  door.state.reply = one;
};
