import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readExact } from '../../contracts/core/exact-json.js';
import { inWords } from '../../contracts/core/issues.js';
import { didYouMean } from '../../contracts/core/names.js';
import { utcTime } from '../../contracts/core/time.js';
import { read } from '../../contracts/core/wire.js';
import { type ClockState, type Instant, realTime, SECOND } from '../domain/clock.js';
import { type History, type HistoryWriter, seedHistory } from './history.js';

/** A seed file that may name only these vendors. */
const seedFile = (vendors: readonly string[]) =>
  z.strictObject({
    name: z.string().optional(),
    /** Number from which all chance is drawn. */
    number: z.int().default(1),
    /** When the world is opened; without it, the present. */
    now: read.instant(utcTime).optional(),
    /** Whether the clock stands still at `now` or runs on from it; what the world asks for goes first. */
    clock: z.enum(['running', 'frozen']).optional(),
    vendors: z.strictObject(Object.fromEntries(vendors.map(vendor => [vendor, seedHistory.optional()]))),
  });

type SeedFile = z.output<ReturnType<typeof seedFile>>;

/** A seed that was read. The history of a cloud is loaded when that cloud is made. */
export interface Seed {
  /** As it was asked for: `shop:7`, or a path. */
  readonly name: string;
  readonly number: number;
  /** How the world's clock stands when it is opened. */
  readonly clock: ClockState;
  /** Whether it is a file of the user's own, whose calls may turn out wrong when they are made. */
  readonly isOwn: boolean;
  history(vendor: string): Promise<History>;
}

/** What a world may ask of its clock instead of what its seed says. */
export interface ClockWish {
  readonly now?: Instant | undefined;
  readonly mode?: ClockState['mode'] | undefined;
}

/** Thrown for a seed that does not exist or is wrong; the message says what and where. */
export class SeedError extends Error {}

/** The present of a world whose clock stands still and whose seed names no date: the same on every day it is run. */
const STILL = Date.UTC(2026, 5, 15, 9, 30);

const builtIn = new Map<string, () => Promise<unknown>>([
  [
    'documented',
    async () => (await import('../../fixtures/seeds/documented.json', { with: { type: 'json' } })).default,
  ],
  ['empty', async () => (await import('../../fixtures/seeds/empty.json', { with: { type: 'json' } })).default],
]);

const writers = new Map<string, () => Promise<HistoryWriter>>([
  ['shop', async () => (await import('../../fixtures/seeds/shop.js')).shop],
]);

/** What the seeds of ours say, read once: worlds are made from them again and again. */
const readBuiltIn = new Map<string, Promise<SeedFile>>();

export const seedNames: readonly string[] = [...writers.keys(), ...builtIn.keys()];

/**
 * A seed by name (`shop`, `documented`, `empty`), with a number (`shop:7`), or from a JSON file, which may name only these
 * vendors. A history that is written in a file keeps its dates; one that is written anew ends at the world's present.
 * Throws `SeedError`.
 */
export async function loadSeed(wanted: string, wish: ClockWish, vendors: readonly string[]): Promise<Seed> {
  const [, name = wanted, numbered] = /^([a-z]+)(?::(\d{1,9}))?$/.exec(wanted) ?? [];
  const number = numbered === undefined ? undefined : Number(numbered);
  const write = await writers.get(name)?.();
  if (write !== undefined) {
    const clock = clockOf(wish, {});
    const upTo = written(write, number ?? 1, clock.now);
    return { name: wanted, number: number ?? 1, clock, isOwn: false, history: upTo };
  }
  const known = builtIn.get(name);
  const file = known === undefined ? checked(wanted, vendors, await readSeed(wanted)) : await builtInSeed(name, known);
  const clock = clockOf(wish, { now: file.now, mode: file.clock });
  return {
    name: wanted,
    number: number ?? file.number,
    clock,
    isOwn: known === undefined,
    history: async vendor => {
      const { start, settings, calls } = file.vendors[vendor] ?? { start: clock.now, calls: [] };
      return { start: Math.min(start, clock.now), settings, calls: calls.filter(({ at }) => at <= clock.now) };
    },
  };
}

/** A seed of ours, which may tell of vendors that are not served this time. */
function builtInSeed(name: string, load: () => Promise<unknown>): Promise<SeedFile> {
  const known = readBuiltIn.get(name);
  if (known !== undefined) return known;
  const file = load().then(content => checked(name, Object.keys(Object(content).vendors), content));
  readBuiltIn.set(name, file);
  return file;
}

function clockOf(wish: ClockWish, own: ClockWish): ClockState {
  const mode = wish.mode ?? own.mode ?? 'running';
  const present = mode === 'frozen' ? STILL : Math.floor(realTime() / SECOND) * SECOND;
  return { mode, now: wish.now ?? own.now ?? present };
}

const written =
  (write: HistoryWriter, number: number, now: Instant) =>
  async (vendor: string): Promise<History> => {
    const text = await write(vendor, number, now);
    return text === undefined ? { start: now, calls: [] } : seedHistory.parse(text);
  };

async function readSeed(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new SeedError(
      `there is no seed "${path}": it is none of ${seedNames.join(', ')}, and no file of that name can be read${didYouMean(path, seedNames)}`,
    );
  }
  try {
    return readExact(text);
  } catch (error) {
    throw new SeedError(`the seed ${path} is not JSON${placeIn(text, error)}`);
  }
}

/** Where JSON is broken, as far as the error tells. What stands there is not quoted: any file may have been named. */
function placeIn(text: string, error: unknown): string {
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined ? '' : `: line ${text.slice(0, Number(position)).split('\n').length}`;
}

function checked(name: string, vendors: readonly string[], content: unknown): SeedFile {
  const result = seedFile(vendors).safeParse(content);
  if (result.success) return result.data;
  throw new SeedError(`the seed ${name} is wrong:\n${inWords(result.error)}`);
}
