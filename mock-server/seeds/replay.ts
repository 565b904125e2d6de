import { Failure } from '../../contracts/core/failure.js';
import { plainWords } from '../../contracts/core/issue-words.js';
import type { Issued, Vendor } from '../calls/vendor.js';
import type { Cloud } from '../domain/cloud.js';
import type { Random } from '../domain/random.js';
import { SeedCaller } from './calling.js';
import { SeedEditor } from './editing.js';
import type { History, SeedCall } from './history.js';
import { at, filled } from './kept.js';
import { SeedError } from './seed-error.js';

export interface ReplayOptions {
  /** Our tests hold the seed to what it must be. */
  readonly isTrusted?: boolean;
  /** Told of each text that is drawn while its calls are made. */
  readonly witness?: Random['witness'];
}

/**
 * A cloud in which the calls of a seed were made and its edits done: each at its own time, the calls through the vendor's
 * own handlers, as the world's own caller. Rejects with `SeedError` when one of them fails, or when what was edited does
 * not hold together at the end, for then the seed is wrong. `isTrusted` says that our tests hold it to all that: its edits are
 * done without loading the schemas of records, which would cost a tenth of what its calls do.
 */
export async function replay(
  vendor: Vendor,
  history: History,
  seed: number,
  issued: readonly Issued[],
  { isTrusted = false, witness }: ReplayOptions = {},
): Promise<Cloud> {
  const isLookedAfter = !isTrusted && history.calls.some(({ call }) => call === undefined);
  const look = isLookedAfter ? 'end' : isTrusted ? 'trust' : 'never';
  try {
    const cloud = created(vendor, history, seed, issued);
    if (witness !== undefined) cloud.random.witness = witness;
    return await lived(vendor, history, cloud, issued, look);
  } catch (error) {
    // An edit may be to blame for what came of it later: look after each, to name it.
    if (isLookedAfter) await lived(vendor, history, created(vendor, history, seed, issued), issued, 'each');
    throw error;
  }
}

/**
 * Lives through a history. `look` says when it is looked whether the cloud holds together, which costs as much as when it is
 * restored; with `trust` no record is held to its schema either.
 */
async function lived(
  vendor: Vendor,
  { calls, placeOf }: History,
  cloud: Cloud,
  issued: readonly Issued[],
  look: 'trust' | 'never' | 'end' | 'each',
): Promise<Cloud> {
  const caller = new SeedCaller(vendor, cloud, issued);
  const editor = new SeedEditor(vendor, cloud, look !== 'trust');
  await caller.load(calls.flatMap(({ call }) => call ?? []));
  const kept = new Map<string, unknown>();
  for (const [index, entry] of calls.entries()) {
    cloud.settle(entry.at, vendor.jobs);
    const next = calls[index + 1];
    try {
      if (entry.call !== undefined) await make(entry);
      else await editor.edit(filled(entry, kept));
      // Edits of one instant are one change: what they leave together must hold together.
      const isLast = entry.call === undefined && (next?.call !== undefined || next?.at !== entry.at);
      if (look === 'each' ? isLast : look === 'end' && next === undefined) editor.mustHold();
    } catch (error) {
      const what = entry.call ?? `edit of ${entry.edit} ${entry.id}`;
      const place = placeOf === undefined ? '' : `${placeOf(index)}: `;
      throw new SeedError(`${place}call ${index} of ${vendor.contract.vendor} (${what}) failed: ${reasonOf(error)}`);
    }
  }
  return cloud;

  async function make(call: SeedCall): Promise<void> {
    const pins = Object.entries(call.pin ?? {});
    for (const [name, values] of pins) cloud.random.pin(name, values);
    const waiting = pins.map(([name]) => cloud.random.waiting(name));
    const body = await caller.answerTo(filled(call, kept));
    const [idle] = pins.find(([name], index) => cloud.random.waiting(name) === waiting[index]) ?? [];
    if (idle !== undefined) throw new Error(`it makes nothing that takes the pin "${idle}"`);
    for (const [name, pointer] of Object.entries(call.keep ?? {})) {
      const value = at(body, pointer);
      if (value === undefined) throw new Error(`its answer has nothing at "${pointer}" to keep as "${name}"`);
      kept.set(name, value);
    }
  }
}

function created(vendor: Vendor, history: History, seed: number, issued: readonly Issued[]): Cloud {
  try {
    return vendor.createCloud({ seed, start: history.start, issued, settings: history.settings ?? {} });
  } catch (error) {
    throw new SeedError(`the settings of ${vendor.contract.vendor} are wrong: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Failure)) return error instanceof Error ? error.message : String(error);
  const { message, detail } = error;
  const issues = detail.issues?.map(issue => `${[issue.in, ...issue.path].join('.')}: ${plainWords(issue)}`);
  return [message, ...(issues ?? [])].join('; ');
}
