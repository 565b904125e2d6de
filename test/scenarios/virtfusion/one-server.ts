import { beforeEach } from 'vitest';
import { panelForEach } from './customer.js';

/** What a server that builds well is like afterwards, and one that does not. */
export const complete = { state: 'complete', commissionStatus: 3, buildFailed: false, active: false, running: true };
export const failed = { state: 'failed', commissionStatus: 2, buildFailed: true, active: false, running: false };

/** A panel with one server for each test, on which nothing is installed, and what work on it comes to. */
export function serverForEach() {
  const made = panelForEach();
  const { panel, mock } = made;
  let id: number;
  beforeEach(async () => {
    ({ id } = await made.order());
  });
  const at = (): string => `/servers/${id}`;
  return {
    ...made,
    at,
    id: () => id,
    /** Builds it; answers the build's answer. */
    build: (more: object = {}) => made.build(id, more),
    async shown() {
      const shown = await panel.read(`${at()}?remoteState=true`);
      const { state, commissionStatus, buildFailed, built, tasks, remoteState } = shown;
      return { state, commissionStatus, buildFailed, built, active: tasks.active, running: remoteState.running };
    },
    queue: (item: number) => panel.read(`/queue/${item}`),
    /** Begins work by a call on the server; answers its queue id. */
    queued: async (path: string, body?: object): Promise<number> =>
      (await panel.done(200, 'POST', `${at()}/${path}`, body)).data.queueId,
    /** The next task of an operation fails. A fault's operation is typed; tables of names are not. */
    fail: (operation: string, more: object = {}) =>
      mock().control.faults.add({ operation: operation as never, failure: 'taskFails', times: 1, ...more }),
  };
}
