import { z } from 'zod';
import type { WorkspaceId } from '../chat/event';
import { change, type Shape, type Store } from '../store/collection';
import { seal, unseal } from './seal';
import type { Secrets } from './secrets';

const secretsOfWorkspace = z.object({ id: z.string(), revision: z.number(), sealed: z.record(z.string(), z.string()) });
/** All secrets of one workspace, each sealed on its own, so that one removal takes them all. */
export type SecretsOfWorkspace = z.infer<typeof secretsOfWorkspace>;
export const secretsShape: Shape<SecretsOfWorkspace> = { name: 'secrets', schema: secretsOfWorkspace, indexes: [] };

const contextOf = (workspace: WorkspaceId, name: string): string => JSON.stringify([workspace, name]);

/** Secrets kept in the store, sealed with `keys`: what is read from the store alone opens nothing. */
export const storedSecrets = (store: Store, keys: readonly Buffer[]): Secrets => {
  const documents = store.open(secretsShape);
  return {
    async put(workspace, name, value) {
      const sealed = seal(keys, contextOf(workspace, name), value);
      const add = () => change(documents, workspace, (before) => ({ ...before, sealed: { ...before.sealed, [name]: sealed } }));
      if (await add()) return;
      if (await documents.insert({ id: workspace, revision: 0, sealed: { [name]: sealed } })) return;
      if (!(await add())) throw new Error(`A secret of ${workspace} was not saved: the workspace was removed meanwhile.`);
    },
    async get(workspace, name) {
      const document = await documents.get(workspace);
      const sealed = document && Object.hasOwn(document.sealed, name) ? document.sealed[name] : undefined;
      return sealed === undefined ? undefined : unseal(keys, contextOf(workspace, name), sealed);
    },
    async remove(workspace) {
      await documents.remove({ id: workspace });
    },
  };
};
