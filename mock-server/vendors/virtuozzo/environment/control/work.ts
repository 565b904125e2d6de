import type { VirtuozzoCloud } from '../../cloud.js';

/** A kind of long work: seconds that it takes, those for each node, and the status that is shown while it goes on. */
interface Kind {
  readonly base: number;
  readonly perNode: number;
  readonly status: number;
}

/**
 * How long the platform works. All lengths are a guess: public clients allow minutes for a creation, and switch their
 * time-outs off. The statuses are the vendor's.
 */
const kinds = {
  create: { base: 40, perNode: 10, status: 6 },
  clone: { base: 60, perNode: 15, status: 7 },
  start: { base: 15, perNode: 5, status: 3 },
  stop: { base: 5, perNode: 3, status: 13 },
  sleep: { base: 5, perNode: 3, status: 14 },
  delete: { base: 5, perNode: 3, status: 13 },
  change: { base: 20, perNode: 5, status: 12 },
  restart: { base: 0, perNode: 10, status: 12 },
  /** A deployment tells its length itself. */
  deploy: { base: 0, perNode: 0, status: 12 },
  redeploy: { base: 10, perNode: 30, status: 12 },
} as const satisfies Record<string, Kind>;

export type WorkKind = keyof typeof kinds;

/** Of a call, what its work depends on. */
interface Worker {
  readonly cloud: VirtuozzoCloud;
  readonly isCutOff: boolean;
}

/** How long work on so many nodes takes, in milliseconds; `pause` seconds lie between one node and the next. */
export const lengthOf = (kind: WorkKind, nodes: number, pause = 0): number =>
  (kinds[kind].base + kinds[kind].perNode * nodes + pause * Math.max(0, nodes - 1)) * 1000;

/**
 * Has an environment worked upon for so long, and answers what the handler says of it. The work is done when the answer
 * comes. Only where the client hears nothing of it, the environment shows it until its end.
 */
export function worked(
  { cloud, isCutOff }: Worker,
  kind: WorkKind,
  appid: string,
  takes: number,
): { readonly takes: number } {
  const busy = isCutOff ? { status: kinds[kind].status, until: cloud.now + takes } : null;
  cloud.environments.update(appid, { busy });
  return { takes };
}
