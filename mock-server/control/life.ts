import { Failure } from '../../contracts/core/failure.js';
import type { ControlHandlers } from './running-server.js';

export const live = {
  show: () => ({ status: 200, body: { status: 'live' } }),
} satisfies ControlHandlers<'live'>;

export const ready = {
  async show({ cloud: { life } }) {
    const status = await life.readiness();
    return status === 'ready' ? { status: 200, body: { status } } : { status: 503, body: { status } };
  },
} satisfies ControlHandlers<'ready'>;

export const metrics = {
  async show({ cloud }) {
    if (cloud.metrics === undefined)
      throw new Failure('conflict', { text: 'nothing is counted here; start the server with --metrics' });
    const { type, text } = await cloud.metrics.shown(cloud.worlds.all());
    return { status: 200, headers: { 'content-type': type }, body: text };
  },
} satisfies ControlHandlers<'metrics'>;

export const shutdown = {
  begin({ cloud: { life } }) {
    // The answer is under way before anything stops: it is the last of its connection.
    void life.end();
    return { status: 202, body: { status: 'draining' } };
  },
} satisfies ControlHandlers<'shutdown'>;
