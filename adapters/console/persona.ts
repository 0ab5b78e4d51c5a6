import type { Speaker } from '../../src/chat/event';

/** Who the person at the terminal plays. */
export type Part = 'officer' | 'lead' | 'guest' | 'coordinator';
export type Persona = { workspace: string; part: Part; title: string };

const PARTS: readonly Part[] = ['officer', 'lead', 'guest', 'coordinator'];

/** "Camden officer" → council words and part; "coordinator" needs no council. Undefined where no part is named. */
export const readPersona = (words: string): { council: string; part: Part } | undefined => {
  const all = words.trim().split(/\s+/);
  const part = PARTS.find((one) => one === all.at(-1)?.toLowerCase());
  return part ? { council: all.slice(0, -1).join(' '), part } : words.trim() ? { council: words.trim(), part: 'officer' } : undefined;
};

/** The account behind a persona: `console:camden:officer`, whose address is the same. */
export const speakerOf = (persona: Persona): Speaker => {
  const id = `${persona.workspace}:${persona.part}`;
  return {
    id,
    workspace: persona.workspace,
    name: persona.title,
    standing: persona.part === 'guest' ? 'guest' : 'member',
    address: id,
    zone: 'Europe/London',
  };
};
