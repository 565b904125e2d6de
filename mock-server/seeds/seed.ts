import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { inWords } from '../../contracts/core/issues.js';
import { utcTime } from '../../contracts/core/time.js';
import { read } from '../../contracts/core/wire.js';
import { type ClockState, type Instant, realTime, SECOND } from '../domain/clock.js';

/** Values for ids (`server`), which are numbers, and for draws (`server.uuid`). */
const pins = z.record(z.string(), z.array(z.union([z.string(), z.number()]))).superRefine((named, context) => {
  for (const [name, values] of Object.entries(named))
    if (!name.includes('.') && !values.every(value => Number.isInteger(value)))
      context.addIssue({ code: 'custom', path: [name], message: 'ids are whole numbers' });
});

const call = z.strictObject({
  at: read.instant(utcTime),
  /** Operation id, `servers.create`. */
  call: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
  query: z.record(z.string(), z.unknown()).optional(),
  body: z.unknown().optional(),
  /** Values set down for the ids (`server`) and draws (`server.uuid`) that this call makes, in order. */
  pin: pins.optional(),
  /** Keeps values of the answer, by JSON pointer, for later calls to name as `{name}`. */
  keep: z.record(z.string(), z.string().regex(/^(\/.*)?$/, 'is no JSON pointer such as /environment/id')).optional(),
});

const story = z
  .strictObject({
    /** When the story of this cloud begins. */
    start: read.instant(utcTime),
    /** What the operator laid down beforehand; each vendor says which settings it knows. */
    settings: z.record(z.string(), z.unknown()).optional(),
    /** Calls in order of their time, made through the vendor's own operations. */
    calls: z.array(call),
  })
  .superRefine(({ start, calls }, context) => {
    for (const [index, { at }] of calls.entries())
      if (at < (calls[index - 1]?.at ?? start))
        context.addIssue({
          code: 'custom',
          path: ['calls', index, 'at'],
          message: index === 0 ? 'is before the start' : 'is before the call that precedes it',
        });
  });

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
    vendors: z.strictObject(Object.fromEntries(vendors.map(vendor => [vendor, story.optional()]))),
  });

export type SeedCall = z.output<typeof call>;
/** What happened in one cloud before its world was opened. */
export type Story = z.output<typeof story>;
/** A story as a seed writes it, with instants as text. */
export type StoryText = z.input<typeof story>;

/** A seed, ready to be lived: each cloud's story is loaded when that cloud is first needed. */
export interface Seed {
  /** As it was asked for: `shop:7`, or a path. */
  readonly name: string;
  readonly number: number;
  /** How the world's clock stands when it is opened. */
  readonly clock: ClockState;
  /** Whether it is a file of the user's own, which may hold mistakes that show only when it is lived. */
  readonly isOwn: boolean;
  story(vendor: string): Promise<Story>;
}

/** What a world may ask of its clock instead of what its seed says. */
export interface ClockWish {
  readonly now?: Instant | undefined;
  readonly mode?: ClockState['mode'] | undefined;
}

/** Thrown for a seed that does not exist or is wrong; the message says what and where. */
export class SeedError extends Error {}

/** A seed that writes itself for a number and an instant at which it ends; undefined for a vendor it does not know. */
export type Generator = (vendor: string, number: number, now: Instant) => Promise<StoryText> | undefined;

/** The present of a world whose clock stands still and whose seed names no date: the same on every day it is run. */
const STILL = Date.UTC(2026, 5, 15, 9, 30);

const builtIn = new Map<string, () => Promise<unknown>>([
  [
    'documented',
    async () => (await import('../../fixtures/seeds/documented.json', { with: { type: 'json' } })).default,
  ],
  ['empty', async () => (await import('../../fixtures/seeds/empty.json', { with: { type: 'json' } })).default],
]);

const generators = new Map<string, () => Promise<Generator>>([
  ['shop', async () => (await import('../../fixtures/seeds/shop.js')).shop],
]);

export const seedNames: readonly string[] = [...generators.keys(), ...builtIn.keys()];

/**
 * A seed by name (`shop`, `documented`, `empty`), with a number (`shop:7`), or from a JSON file, which may name only these
 * vendors. A story that is written down keeps its dates; one that writes itself ends at the world's present. Throws
 * `SeedError`.
 */
export async function loadSeed(wanted: string, wish: ClockWish, vendors: readonly string[]): Promise<Seed> {
  const [, name = wanted, numbered] = /^([a-z]+)(?::(\d{1,9}))?$/.exec(wanted) ?? [];
  const number = numbered === undefined ? undefined : Number(numbered);
  const generator = await generators.get(name)?.();
  if (generator !== undefined) {
    const clock = clockOf(wish, {});
    const story = storyFrom(generator, number ?? 1, clock.now);
    return { name: wanted, number: number ?? 1, clock, isOwn: false, story };
  }
  const known = builtIn.get(name);
  const content = known === undefined ? await readSeed(wanted) : await known();
  // A seed of ours may tell of vendors that are not served this time.
  const file = checked(wanted, known === undefined ? vendors : Object.keys(Object(content).vendors), content);
  const clock = clockOf(wish, { now: file.now, mode: file.clock });
  return {
    name: wanted,
    number: number ?? file.number,
    clock,
    isOwn: known === undefined,
    story: async vendor => {
      const { start, settings, calls } = file.vendors[vendor] ?? { start: clock.now, calls: [] };
      return { start: Math.min(start, clock.now), settings, calls: calls.filter(({ at }) => at <= clock.now) };
    },
  };
}

function clockOf(wish: ClockWish, own: ClockWish): ClockState {
  const mode = wish.mode ?? own.mode ?? 'running';
  const present = mode === 'frozen' ? STILL : Math.floor(realTime() / SECOND) * SECOND;
  return { mode, now: wish.now ?? own.now ?? present };
}

const storyFrom =
  (generator: Generator, number: number, now: Instant) =>
  async (vendor: string): Promise<Story> => {
    const text = await generator(vendor, number, now);
    return text === undefined ? { start: now, calls: [] } : story.parse(text);
  };

async function readSeed(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new SeedError(
      `there is no seed "${path}": it is none of ${seedNames.join(', ')}, and no file of that name can be read`,
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SeedError(`the seed ${path} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function checked(name: string, vendors: readonly string[], content: unknown): z.output<ReturnType<typeof seedFile>> {
  const result = seedFile(vendors).safeParse(content);
  if (result.success) return result.data;
  throw new SeedError(`the seed ${name} is wrong:\n${inWords(result.error)}`);
}
