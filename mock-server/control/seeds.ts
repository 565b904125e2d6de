import type { ControlHandlers } from './running-server.js';

export const handlers = {
  list: async ({ cloud }) => ({ status: 200, body: { seeds: await cloud.worlds.seeds() } }),
} satisfies ControlHandlers<'seeds'>;
