import { coordinator, guest } from '../support/turns';
import { buyingWorld, officerOf } from '../support/buying-world';

describe('A poll', () => {
  test('asks every council once, stays sealed until its quorum, closes by itself and hands out the pack', async () => {
    const on = await buyingWorld();
    const { id, said } = await on.open();
    console.log(said);
    console.log(await on.until('2026-11-23T12:00:00Z'));
    console.log(await on.say(`poll answer ${id} market | ends: March 2028 | band: 2 | lead: yes`, officerOf(1)));
    console.log(await on.say(`poll show ${id}`, officerOf(2)));
    await on.say(`poll answer ${id} market | ends: March 2028 | band: 2 | lead: yes`, officerOf(2));
    await on.say(`poll answer ${id} share | ends: June 2027 | band: 5 | route: g-cloud`, officerOf(3));
    console.log(await on.say(`poll show ${id}`, officerOf(2)));
    console.log(await on.until('2026-12-21T12:00:00Z'));
    console.log(await on.say(`poll export ${id}`, officerOf(2)));
    for (const [file, subject] of on.links) if (file.startsWith('poll')) console.log(await on.made.pollFile(file as never, subject));
    console.log(await on.say('poll list', guest), await on.say('poll list', coordinator), await on.say('poll new', officerOf(3)));
  }, 60_000);
});
