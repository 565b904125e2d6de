import { Agenda, type Job } from './agenda.js';
import type { Instant } from './clock.js';
import { Collection, type Identified } from './collection.js';
import { type Credential, Credentials } from './credentials.js';
import { Meter } from './meter.js';
import { Random } from './random.js';

/** A piece of a cloud's state that can be kept and brought back as plain data. */
interface Part {
  save(): unknown;
  load(saved: unknown): void;
}

/** What became of a job: for those who advance the clock and want to know what happened. */
export interface Ran {
  readonly at: Instant;
  readonly job: string;
  readonly subject: string;
}

/** Plain data from which a cloud comes back as it was. */
export interface CloudState {
  readonly now: Instant;
  readonly ids: Readonly<Record<string, number>>;
  readonly parts: Readonly<Record<string, unknown>>;
}

/**
 * What is true behind one vendor's API in one world. It has never heard of HTTP. Subclasses add their collections,
 * meters and jobs; whatever they keep elsewhere is lost in a snapshot.
 */
export abstract class Cloud {
  /** The instant that is now for whoever acts: of the call, or of the job that runs. */
  now: Instant;
  readonly random: Random;
  readonly agenda = new Agenda();
  readonly credentials = new Credentials();
  /** Counts what happened: whoever read something may rely on it as long as this stays. */
  version = 0;
  #ids: Record<string, number> = {};
  readonly #parts = new Map<string, Part>();

  /** What each kind of job does; `subject` is the text it was entered with. */
  protected abstract readonly jobs: Readonly<Record<string, (subject: string) => void>>;

  constructor(seed: number, now: Instant) {
    this.now = now;
    this.random = new Random(seed);
    this.keep('random', this.random);
    this.keep('agenda', this.agenda);
    this.keep('credentials', this.credentials);
  }

  /** The credential that a request carried; a cloud whose other values also open it looks them up here too. */
  credential(scheme: string, value: string): Credential | undefined {
    return this.credentials.find(scheme, value);
  }

  /** Whether a credential may make the call with this path; whether it may write is looked at apart from this. */
  permits(_credential: Credential, _path: string): boolean {
    return true;
  }

  /** The next id of a kind, counted from 1; ids set down beforehand come first, and counting goes on after them. */
  nextId(kind: string): number {
    const pinned = this.random.takePin(kind);
    const id = typeof pinned === 'number' ? pinned : (this.#ids[kind] ?? 0) + 1;
    this.#ids[kind] = Math.max(id, this.#ids[kind] ?? 0);
    return id;
  }

  /** Runs what is due up to an instant, in order, each job at its own time; answers what ran. */
  settle(until: Instant): Ran[] {
    const ran: Ran[] = [];
    for (let job = this.agenda.take(until); job !== undefined; job = this.agenda.take(until)) ran.push(this.#run(job));
    this.now = Math.max(this.now, until);
    return ran;
  }

  /** Says that something may have happened. */
  changed(): void {
    this.version += 1;
  }

  save(): CloudState {
    const parts: Record<string, unknown> = {};
    for (const [name, part] of this.#parts) parts[name] = part.save();
    return { now: this.now, ids: { ...this.#ids }, parts };
  }

  load(state: CloudState): void {
    this.changed();
    this.now = state.now;
    this.#ids = { ...state.ids };
    for (const [name, part] of this.#parts) {
      if (!(name in state.parts)) throw new Error(`the snapshot lacks "${name}"`);
      part.load(state.parts[name]);
    }
    const unknown =
      Object.keys(state.parts).find(name => !this.#parts.has(name)) ??
      this.agenda.kinds().find(kind => !Object.hasOwn(this.jobs, kind));
    if (unknown !== undefined) throw new Error(`nothing here is named "${unknown}"`);
  }

  /** `keyOf` is what its records are also looked up by. */
  protected collection<T extends Identified>(resource: string, keyOf?: (record: T) => string): Collection<T> {
    return this.keep(resource, new Collection<T>(resource, keyOf));
  }

  protected meter<Terms>(name: string): Meter<Terms> {
    return this.keep(name, new Meter<Terms>());
  }

  /** Makes a piece of state part of the snapshot. */
  protected keep<P extends Part>(name: string, part: P): P {
    if (this.#parts.has(name)) throw new Error(`"${name}" is kept twice`);
    this.#parts.set(name, part);
    return part;
  }

  #run(job: Job): Ran {
    const act = this.jobs[job.kind];
    if (act === undefined) throw new Error(`no job "${job.kind}"`);
    this.now = job.at;
    this.changed();
    act.call(this, job.subject);
    return { at: job.at, job: job.kind, subject: job.subject };
  }
}
