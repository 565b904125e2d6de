import type { eventKinds, WorldEvents } from '../../contracts/control/events.js';
import { realTime, stopwatch } from '../domain/clock.js';
import type { Cloud } from '../domain/cloud.js';
import type { ChangeSet } from '../domain/transaction.js';
import type { Follower } from '../worlds/followers.js';
import type { Received } from '../worlds/journal.js';
import { concerns } from '../worlds/rule.js';
import type { World } from '../worlds/world.js';
import { ChangeTally } from './change-tally.js';
import type { RunningServer } from './running-server.js';
import { ShownCalls } from './shown-calls.js';
import { viewClock } from './views.js';

type EventKind = (typeof eventKinds)[number];
type ResetReason = WorldEvents['reset']['why'];

/** What is wanted of what happens in a world. */
export interface WantedEvents {
  readonly vendor?: string | undefined;
  readonly operation?: string | undefined;
  readonly kinds?: readonly EventKind[] | undefined;
  /** Number of the last call that is known. */
  readonly after?: number | undefined;
  /** Id of the last event that the client saw. */
  readonly last?: string | undefined;
}

/** Milliseconds between two pieces at least, the same where calls are left out, and how long nothing may be heard at most. */
const [PACE, SLOW, HEARTBEAT] = [50, 200, 15_000];
/**
 * Calls a second that all who follow a world are told together, and each at least; and how many of them may come at once. A
 * person reads no more, and what they cost is taken from the calls that are served.
 */
const [RATE, LEAST, BURST] = [50, 10, 200];
/** Most calls of one piece: a call that is served waits while they are written. */
const PIECE = 50;

/**
 * What happens in a world as the text of server-sent events, piece by piece. Each piece is made when it is asked for: for a
 * client that reads slowly no calls wait here, for they are in the journal, and of changes the net ones only.
 */
export class WorldFeed implements AsyncIterator<string, undefined>, Follower {
  readonly #world: World;
  readonly #wanted: WantedEvents;
  readonly #shown: ShownCalls;
  readonly #leave: readonly (() => void)[];
  readonly #changes = new ChangeTally();
  /** Number of the last call that was told or left out, and how often the journal had been cleared then. */
  #after: number;
  #cleared: number;
  #why: ResetReason | undefined;
  #isClockMoved = true;
  #isEnded = false;
  /** Calls that may be told, as of an instant of the stopwatch. */
  #room: number;
  #pace = PACE;
  #roomAt = stopwatch();
  #toldAt = stopwatch();
  #wake: (() => void) | undefined;

  constructor(server: RunningServer, world: World, wanted: WantedEvents) {
    const { journal, followers, clock } = world;
    this.#world = world;
    this.#wanted = wanted;
    this.#shown = new ShownCalls(server, world);
    const begin = beginOf(world, wanted);
    this.#after = begin ?? 0;
    this.#room = Math.max(BURST, journal.count - journal.lostAfter(this.#after) - this.#after);
    this.#cleared = journal.cleared;
    this.#why = begin === undefined ? 'cleared' : undefined;
    this.#leave = [
      followers.add(this),
      journal.onCount(this.#stir),
      clock.onSet(() => {
        this.#isClockMoved = true;
        this.#stir();
      }),
    ];
  }

  async next(): Promise<IteratorResult<string, undefined>> {
    while (!this.#isEnded) {
      await this.#stirred();
      if (stopwatch() - this.#toldAt >= HEARTBEAT) return this.#told(': nothing new\n\n');
      if (!this.#isEnded) await new Promise(resolve => setTimeout(resolve, this.#pace)); // what happens meanwhile is told with it
      const text = await this.#piece();
      if (text !== '') return this.#told(text);
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<string, undefined>> {
    this.ended();
    return { done: true, value: undefined };
  }

  changed(vendor: string, cloud: Cloud, changes: ChangeSet): void {
    if (!this.#wants('change', vendor)) return;
    this.#changes.add(vendor, cloud, changes);
    this.#stir();
  }

  replaced(why: 'reset' | 'restored'): void {
    this.#changes.clear();
    this.#why = why;
    this.#isClockMoved = true;
    this.#stir();
  }

  ended(): void {
    this.#isEnded = true;
    for (const leave of this.#leave) leave();
    this.#stir();
  }

  readonly #stir = (): void => {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  };

  /** Waits until there is something to tell, or the client is to hear that the server lives. */
  #stirred(): Promise<void> {
    if (this.#isDue) return Promise.resolve();
    return new Promise(resolve => {
      const timer = setTimeout(this.#stir, Math.max(0, HEARTBEAT - (stopwatch() - this.#toldAt)));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #told(value: string): IteratorResult<string, undefined> {
    this.#toldAt = stopwatch();
    return { done: false, value };
  }

  #wants(kind: EventKind, vendor?: string): boolean {
    const { kinds, vendor: only } = this.#wanted;
    return (kinds?.includes(kind) ?? true) && (vendor === undefined || only === undefined || vendor === only);
  }

  get #isDue(): boolean {
    const { journal } = this.#world;
    const isReset = this.#why !== undefined || journal.cleared !== this.#cleared;
    const hasCalls = journal.count > this.#after && this.#wants('call');
    return (
      this.#isEnded || isReset || hasCalls || (this.#isClockMoved && this.#wants('clock')) || !this.#changes.isEmpty
    );
  }

  /** All that happened since the last piece, or as much of it as one may hold. */
  async #piece(): Promise<string> {
    const texts: string[] = [];
    const why = this.#takeReset();
    if (why !== undefined && this.#wants('reset')) texts.push(event('reset', { why }));
    if (this.#isClockMoved && this.#wants('clock')) texts.push(event('clock', viewClock(this.#world)));
    this.#isClockMoved = false;
    for (const change of this.#changes.take()) texts.push(event('change', change));
    if (this.#wants('call')) texts.push(...(await this.#calls()));
    return texts.join('');
  }

  #takeReset(): ResetReason | undefined {
    const { cleared } = this.#world.journal;
    const why = this.#why ?? (cleared === this.#cleared ? undefined : 'cleared');
    if (cleared !== this.#cleared) this.#after = 0;
    this.#cleared = cleared;
    this.#why = undefined;
    return why;
  }

  /**
   * The calls that are to be told next. Of more than may be told the newest are, and the others counted: so are those that
   * the journal had to forget, of which nobody knows any more whether they were wanted.
   */
  async #calls(): Promise<string[]> {
    const { journal } = this.#world;
    if (journal.count === this.#after) return [];
    const lost = journal.lostAfter(this.#after);
    const room = this.#takeRoom();
    const { vendor, operation } = this.#wanted;
    const isAll = vendor === undefined && operation === undefined;
    const passed = isAll ? Math.max(0, journal.count - this.#after - lost - room) : 0;
    const meant = journal.after(this.#after + lost + passed, isAll ? undefined : call => this.#isMeant(call));
    const left = Math.max(0, meant.length - room);
    const missed = lost + passed + left;
    this.#pace = missed > 0 ? SLOW : PACE;
    const told = meant.slice(left, left + PIECE);
    const isRest = left + told.length < meant.length;
    this.#room -= told.length;
    this.#after = isRest ? (told.at(-1)?.number ?? this.#after) : journal.count;
    const id = idOf(this.#world);
    const shown = await this.#shown.all(told, false);
    return [
      ...(missed > 0 ? [event('missed', { calls: missed })] : []),
      ...shown.map(call => event('call', call, `${id}.${call.number}`)),
    ];
  }

  #isMeant({ vendor, operation }: Received): boolean {
    const { operation: pattern } = this.#wanted;
    if (!this.#wants('call', vendor)) return false;
    return pattern === undefined || (operation !== null && concerns(pattern, vendor, operation));
  }

  /** How many calls may be told now. */
  #takeRoom(): number {
    const now = stopwatch();
    const rate = Math.max(RATE / Math.max(1, this.#world.followers.size), LEAST);
    this.#room = Math.max(this.#room, Math.min(BURST, this.#room + ((now - this.#roomAt) / 1000) * rate));
    this.#roomAt = now;
    return Math.floor(this.#room);
  }
}

/** One event as it is sent. */
const event = <Name extends keyof WorldEvents>(name: Name, data: WorldEvents[Name], id?: string): string =>
  `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;

/** Names of worlds that are in this process alone: a client may come back to another world that has the same name now. */
const names = new WeakMap<World, string>();
let named = 0;

/** What the ids of the calls of a world begin with until its journal is cleared: the same in every process that has it. */
function idOf(world: World): string {
  const name = world.keeping?.id ?? names.get(world) ?? `${realTime().toString(36)}-${++named}`;
  names.set(world, name);
  return `${name}.${world.journal.cleared}`;
}

/** The number of the call after which to begin; undefined where the client saw calls of a journal that is no more. */
function beginOf(world: World, { after, last = '' }: WantedEvents): number | undefined {
  const { count } = world.journal;
  const [, id, number] = /^(?:([\w.-]+)\.)?(\d{1,15})$/.exec(last) ?? [];
  const begin = number === undefined ? after : Number(number);
  if (begin === undefined) return count;
  return begin > count || (id !== undefined && id !== idOf(world)) ? undefined : begin;
}
