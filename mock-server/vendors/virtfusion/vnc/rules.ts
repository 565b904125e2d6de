import type { Caller } from '../../../domain/credentials.js';
import type { VirtFusionCloud } from '../cloud.js';
import { linkTo } from '../drawn.js';
import type { Server } from '../servers/record.js';
import { VNC_TOKENS } from '../tariff.js';

/**
 * The token that leads to a server's screen now: drawn when it is first told, and the same until the setting is changed.
 * The last ones are kept, so that who comes with an old one is told so.
 */
export function vncTokenOf(cloud: VirtFusionCloud, caller: Caller, { id: serverId, vnc: { turn } }: Server): string {
  const known = cloud.vncTokens.allKeyed(`${serverId}`);
  const current = known.find(token => token.turn === turn);
  if (current !== undefined) return current.id;
  const id = cloud.random.uuid({ entity: 'vnc', id: linkTo(cloud, caller, `${serverId}/${turn}`), field: 'token' });
  for (const old of known.slice(0, Math.max(0, known.length + 1 - VNC_TOKENS))) cloud.vncTokens.remove(old.id);
  return cloud.vncTokens.add({ id, serverId, turn, made: cloud.now }).id;
}

/** The tokens of a server go with it. */
export function dropVncTokens({ vncTokens }: VirtFusionCloud, serverId: number): void {
  for (const { id } of vncTokens.allKeyed(`${serverId}`)) vncTokens.remove(id);
}
