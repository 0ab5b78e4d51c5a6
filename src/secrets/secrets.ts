import type { WorkspaceId } from '../chat/event';

/** Port: tokens of a workspace, encrypted at rest and bound to the workspace and name they were saved under. */
export type Secrets = {
  put(workspace: WorkspaceId, name: string, value: string): Promise<void>;
  get(workspace: WorkspaceId, name: string): Promise<string | undefined>;
  /** Removes everything of a workspace at once. */
  remove(workspace: WorkspaceId): Promise<void>;
};
