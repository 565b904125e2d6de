import { createHash } from 'node:crypto';
import { writeExact } from '../../contracts/core/exact-json.js';
import { type ClockState, type Instant, realTime, SECOND } from '../domain/clock.js';
import type { TextDocument } from '../files/document.js';
import { type History, type HistoryWriter, seedHistory } from './history.js';
import { type ReadSeed, readSeedFile, type SeedContent, seedFile } from './seed-file.js';
import { filesOf, pathOfSeed, type SeedFiles } from './seed-folder.js';

/** A seed that was read. The history of a cloud is loaded when that cloud is made. */
export interface Seed {
  /** As it was asked for: `shop:7`, or a path. */
  readonly name: string;
  readonly number: number;
  /** How the world's clock stands when it is opened. */
  readonly clock: ClockState;
  /** Path of the file if it is one of the user's own, whose calls may turn out wrong when they are made. */
  readonly file: string | undefined;
  /** What its file says of overrides, which are not checked yet, and where. */
  readonly overrides?: TextDocument | undefined;
  /** Two seeds of one key have the same histories; one without a key is like no other. */
  readonly key?: string;
  history(vendor: string): Promise<History>;
}

/** How long histories of worlds whose clocks run end together. */
const TOGETHER = 10 * SECOND;

/** What a world may ask of its clock instead of what its seed says. */
export interface ClockWish {
  readonly now?: Instant | undefined;
  readonly mode?: ClockState['mode'] | undefined;
}

/** The present of a world whose clock stands still and whose seed names no date: the same on every day it is run. */
const STILL = Date.UTC(2026, 5, 15, 9, 30);

/** A seed of ours that is a list of dated calls. */
interface BuiltIn {
  /** What a world of it holds, in a sentence. */
  readonly holds: string;
  readonly content: () => Promise<unknown>;
}

const builtIn = new Map<string, BuiltIn>([
  [
    'documented',
    {
      holds: "What the vendors' documentation prints, as it prints it.",
      content: async () => (await import('../../fixtures/seeds/documented.json', { with: { type: 'json' } })).default,
    },
  ],
  [
    'empty',
    {
      holds: 'Credentials and catalogues, and nothing bought yet.',
      content: async () => (await import('../../fixtures/seeds/empty.json', { with: { type: 'json' } })).default,
    },
  ],
]);

/** A seed of ours that is written anew up to the world's present. */
interface Written {
  readonly holds: string;
  readonly writer: () => Promise<HistoryWriter>;
}

const writers = new Map<string, Written>([
  [
    'shop',
    {
      holds: 'A reseller with customers, servers and months of bills, at every vendor.',
      writer: async () => (await import('../../fixtures/seeds/shop.js')).shop,
    },
  ],
]);

/** What the seeds of ours say, read once: worlds are made from them again and again. */
const readBuiltIn = new Map<string, Promise<SeedContent>>();

/** The double's own seeds, by name. */
const own = new Map<string, Pick<BuiltIn, 'holds'>>([...writers, ...builtIn]);

export const seedNames: readonly string[] = [...own.keys()];

/** What there is to make a world of. */
export interface KnownSeed {
  readonly name: string;
  /** What a world of it holds, in a sentence. */
  readonly holds: string;
  /** Whether another world of its kind comes of each number: `shop:7`. */
  readonly numbered: boolean;
}

/** The double's own seeds, and the files of a folder. */
export const knownSeeds = async (folder: string | undefined): Promise<KnownSeed[]> => [
  ...[...own].map(([name, { holds }]) => ({ name, holds, numbered: true })),
  ...(await filesOf(folder)).map(name => ({ name, holds: 'A file of the folder of seeds.', numbered: false })),
];

/** Any file of this machine: for those who start a server, not for those who call it. */
const ANYWHERE: SeedFiles = { isAnywhere: true };

/**
 * A seed by name (`shop`, `documented`, `empty`), with a number (`shop:7`), or from a file, which may name only these
 * vendors. A history that is written in a file keeps its dates; one that is written anew ends at the world's present.
 * Rejects with `SeedError`.
 */
export async function loadSeed(
  wanted: string,
  wish: ClockWish,
  vendors: readonly string[],
  files: SeedFiles = ANYWHERE,
): Promise<Seed> {
  const [, name = wanted, numbered] = /^([a-z]{1,40})(?::(\d{1,9}))?$/.exec(wanted) ?? [];
  const number = numbered === undefined ? undefined : Number(numbered);
  const write = await writers.get(name)?.writer();
  if (write !== undefined) {
    const clock = clockOf(wish, {});
    const until = toldUntil(clock);
    const upTo = written(write, number ?? 1, until);
    const key = `${name} ${number ?? 1} ${until}`;
    return { name: wanted, number: number ?? 1, clock, file: undefined, key, history: upTo };
  }
  const known = builtIn.get(name);
  const { content, file, placeOf, overrides }: ReadSeed =
    known === undefined
      ? await readSeedFile(wanted, await pathOfSeed(wanted, files, seedNames), vendors)
      : { content: await builtInSeed(name, known.content) };
  const clock = clockOf(wish, { now: content.now, mode: content.clock });
  const until = toldUntil(clock);
  return {
    name: wanted,
    number: number ?? content.number,
    clock,
    file,
    overrides,
    key: `${file === undefined ? name : hashOf(content)} ${number ?? content.number} ${until}`,
    history: async vendor => {
      const { start, settings, calls } = content.vendors[vendor] ?? { start: until, calls: [] };
      const made = calls.filter(({ at }) => at <= until);
      const history = { start: Math.min(start, until), settings, calls: made };
      return placeOf === undefined ? history : { ...history, placeOf: call => placeOf(vendor, call) };
    },
  };
}

/** A seed of ours, which may tell of vendors that are not served this time. */
function builtInSeed(name: string, load: () => Promise<unknown>): Promise<SeedContent> {
  const known = readBuiltIn.get(name);
  if (known !== undefined) return known;
  const file = load().then(content => seedFile(Object.keys(Object(content).vendors)).parse(content));
  readBuiltIn.set(name, file);
  return file;
}

function clockOf(wish: ClockWish, own: ClockWish): ClockState {
  const mode = wish.mode ?? own.mode ?? 'running';
  const present = mode === 'frozen' ? STILL : Math.floor(realTime() / SECOND) * SECOND;
  return { mode, now: wish.now ?? own.now ?? present };
}

/**
 * Until when histories are told in a world: its present, if its clock stands; if it runs, the ten seconds that have begun, so that
 * worlds which are made one soon after the other tell the same and share it. Longer would not do: in `shop` a server is being
 * built, and half a minute later it is there.
 */
export const toldUntil = ({ mode, now }: ClockState): Instant => (mode === 'frozen' ? now : now - (now % TOGETHER));

const hashOf = ({ vendors }: SeedContent): string => createHash('sha256').update(writeExact(vendors)).digest('hex');

const written =
  (write: HistoryWriter, number: number, now: Instant) =>
  async (vendor: string): Promise<History> => {
    const text = await write(vendor, number, now);
    return text === undefined ? { start: now, calls: [] } : seedHistory.parse(text);
  };
