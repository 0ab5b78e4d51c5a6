import { type FakeSlack, fakeSlack } from './fake-slack';
import { type SlackDoor, slackDoor } from './slack-door';

export let api: FakeSlack;
export let door: SlackDoor;

/** A pretend Slack that knows Alice, and our door to it, as new before each test. */
export const useSlackDoor = (): void => {
  beforeAll(async () => {
    api = await fakeSlack();
    door = await slackDoor(api);
  });
  afterAll(async () => {
    await door.stop();
    api.stop();
  });
  beforeEach(() => {
    api.reset();
    api.members.set('U1', { id: 'U1', name: 'Alice' });
    door.reset();
  });
};
