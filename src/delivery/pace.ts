import type { Address, WorkspaceId } from '../chat/event';
import type { Allowance } from '../chat/messenger';

/** `wait`: milliseconds, 0 to send now. `booked`: the workspace's windows keep a place for then, so do not book again. */
export type Place = { wait: number; booked: boolean };

/** Port: what all workers together may send, so that no platform's window runs over and one busy workspace holds up no other. */
export type Pace = {
  /** Takes a place in every window, or says how long to wait. */
  take(to: Address, workspace: WorkspaceId, allowance: Allowance, booked: boolean): Promise<Place>;
  /** The platform said to wait: nothing goes to this workspace for so many milliseconds. */
  pause(workspace: WorkspaceId, milliseconds: number): Promise<void>;
};

/** No limits: where nothing is delivered, or one sends alone. */
export const unpaced: Pace = { take: async () => ({ wait: 0, booked: false }), pause: async () => undefined };
