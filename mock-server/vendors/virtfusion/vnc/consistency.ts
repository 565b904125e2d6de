import type { VirtFusionCloud } from '../cloud.js';
import { dangling } from '../references.js';

/** A token is of a server that is there, and of a setting that it has or had. */
export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  for (const { id, serverId, turn, made } of cloud.vncTokens.all()) {
    yield* dangling('a VNC token', [serverId], cloud.servers);
    if (turn > (cloud.servers.get(serverId)?.vnc.turn ?? turn))
      yield `a VNC token of server ${serverId} is ahead of it`;
    if (made > cloud.now) yield `a VNC token of server ${serverId} is made in the future`;
    if (cloud.vncTokens.allKeyed(`${serverId}`).some(other => other.turn === turn && other.id !== id))
      yield `server ${serverId} has two VNC tokens of one setting`;
  }
}
