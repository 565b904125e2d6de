import type { z } from 'zod';
import type { overrideWish } from '../../contracts/control/overrides.js';
import { lowerCased } from '../calls/fields.js';
import type { WantedOverride } from '../worlds/overrides.js';
import { needForwardTarget } from './forward-target.js';
import { needServed } from './known-names.js';
import { mustFit } from './override-fit.js';
import type { RunningServer } from './running-server.js';
import { needKnownWhere } from './where-names.js';

/** An override as it is kept, once all is checked of it that can be. Throws `Failure` with what is wrong. */
export async function readOverride(
  server: RunningServer,
  { reply, ...given }: z.output<typeof overrideWish>,
  origin = '',
): Promise<WantedOverride> {
  const wish = { ...given, operation: await needServed(server, given.operation) };
  await needKnownWhere(server, wish.operation, wish.where);
  if (wish.forward !== undefined) needForwardTarget(wish.forward, server.forwardHosts, origin);
  const wanted = {
    ...wish,
    reply: reply === undefined ? null : { ...reply, headers: lowerCased(reply.headers) },
  };
  if (!wish.drift && wish.forward === undefined) await mustFit(server, wanted);
  return wanted;
}
