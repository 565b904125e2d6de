import { Caller, type Received } from './caller.js';
import { control, openWorld, snapshotText } from './control.js';
import { sightsIn } from './history.js';
import type { WorldAccess } from './kinds.js';
import type { Noted } from './ledger.js';
import { BY_A_MINUTE, type Step } from './lived.js';

export interface ReplayOptions {
  /** A server with one process and a memory. */
  readonly url: string;
  readonly access: WorldAccess;
  readonly seed: string;
  readonly steps: readonly Step[];
  /** Reads of the world that were answered. */
  readonly reads: readonly Noted[];
  /** Milliseconds by which a read may be behind what was acknowledged. */
  readonly staleness: number;
  /** The world's snapshot at the end. */
  readonly snapshot: string;
}

interface OpenRead {
  readonly read: Noted;
  readonly least: number;
  readonly most: number;
}

const told = (received: Received | undefined): string =>
  received?.state === 'answered' ? `${received.status} ${received.text}` : (received?.state ?? 'nothing');

/** Where two texts part, for people. */
function parting(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const around = (text: string): string => text.slice(Math.max(0, at - 60), at + 80);
  return `…${around(one)}… and …${around(other)}…`;
}

/**
 * Lets one process in memory live what a world lived, step by step, and says what it answers otherwise: writes must answer the same
 * bytes, each read must be what the world said after some number of steps that it may have seen, and in the end all is the same.
 */
export async function differences(options: ReplayOptions): Promise<string[]> {
  const { url, access, steps, snapshot, seed } = options;
  const { name } = access;
  const wrong: string[] = [];
  const same = await openWorld(url, name, seed);
  if (JSON.stringify(same) !== JSON.stringify(access)) wrong.push(`${name}: other credentials than in one process`);
  const caller = new Caller(`${url}/w/${name}`);
  const coming = openReads(options);
  let open: OpenRead[] = [];
  for (let place = 0; place <= steps.length; place++) {
    while (coming.at(-1)?.least === place) open.push(...coming.splice(-1));
    const answers = new Map<string, string>();
    const left: OpenRead[] = [];
    for (const one of open) {
      const { path } = one.read.wire;
      const answer = answers.get(path) ?? told(await caller.call(one.read.wire, 'replayed'));
      answers.set(path, answer);
      if (answer === told(one.read.received)) continue;
      if (one.most > place) left.push(one);
      else
        wrong.push(
          `${name}: ${one.read.kind} ${one.read.tag} saw none of the states ${one.least} to ${one.most}: ${parting(answer, told(one.read.received))}`,
        );
    }
    open = left;
    const step = steps[place];
    if (step?.isAdvance) await control(url, 'POST', `/worlds/${name}/clock/advance`, BY_A_MINUTE);
    if (step?.call === undefined) continue;
    const answer = told(await caller.call(step.call.wire, step.tag));
    if (step.call.fate === 'done' && answer !== told(step.call.received))
      wrong.push(`${name}: ${step.call.kind} ${step.tag}: ${parting(answer, told(step.call.received))}`);
  }
  const end = await snapshotText(url, name);
  if (end !== snapshot) wrong.push(`${name}: it ends otherwise in one process: ${parting(end, snapshot)}`);
  caller.close();
  return wrong;
}

/** Reads with what they may have seen, in the order in which they are taken from the end. */
function openReads({ steps, reads, staleness }: ReplayOptions): OpenRead[] {
  const sights = sightsIn(steps);
  const open = reads.map(read => ({ read, ...sights(read.sent - staleness, read.heard) }));
  return open.sort((one, other) => other.least - one.least);
}
