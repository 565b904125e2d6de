import type { Agenda } from './agenda.js';
import { type Instant, MINUTE, SECOND } from './clock.js';
import { ForkedMap } from './forked-map.js';
import { type KeptRow, Part } from './transaction.js';

/** What a cloud wants somebody outside to be told. */
export interface Notice {
  readonly url: string;
  /** What happened, by the vendor's own name for it. */
  readonly event: string;
  /** What it happened to, such as `vm:12`. */
  readonly subject: string;
  /** Sent as JSON. */
  readonly body: unknown;
  /** Default: POST. */
  readonly method?: string;
  /** Sent beside those that say how the body is written. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Names of members that are numbers on the wire, and in the body texts where a double does not hold their digits. */
  readonly wide?: readonly string[];
}

/** What came of sending a notice once: the answer of the target, or the error for which there is none. */
export interface Attempt {
  readonly at: Instant;
  readonly status: number | null;
  /** The beginning of the answer's body. */
  readonly answer: string | null;
  readonly error: string | null;
}

/**
 * How a delivery stands: it waits for its time, may be sent, arrived, was given up, may not be sent to that target, or is
 * not sent, for it was due before anybody watched.
 */
export const deliveryStates = ['waiting', 'due', 'delivered', 'failed', 'refused', 'unsent'] as const;

/** A notice on its way, or what came of it. */
export interface Delivery extends Required<Omit<Notice, 'wide'>>, Pick<Notice, 'wide'> {
  /** Counted from 1. */
  readonly id: number;
  /** When it was put in. */
  readonly at: Instant;
  readonly state: (typeof deliveryStates)[number];
  /** Why it is not sent; null where it is, or was. */
  readonly reason: string | null;
  readonly attempts: readonly Attempt[];
}

/** The kind of job for which a delivery waits. */
export const DELIVERY = 'delivery';

/** Most deliveries that are kept. When one more comes the oldest goes, one that is over before one that is not. */
const MOST = 1000;

/** How long to wait after each attempt that failed; after the last there is no other. Ours: no vendor documents its own. */
const PAUSES = [10 * SECOND, MINUTE];

const isOver = ({ state }: Delivery): boolean => state !== 'waiting' && state !== 'due';

/**
 * What a cloud tells others: put in by the call or the job that changed something, in its transaction; fallen due by the
 * agenda; sent by a courier outside of the domain, which says what came of it. Deliveries to one URL go one after the
 * other: a later one waits until the earlier arrived or was given up.
 */
export class Outbox extends Part {
  readonly #agenda: Agenda;
  /** In the order of their ids. */
  #deliveries = new ForkedMap<number, Delivery>();
  #last = 0;
  /** What may be sent now; undefined when it must be looked for anew. */
  #sendable: readonly Delivery[] | undefined;

  constructor(agenda: Agenda) {
    super();
    this.#agenda = agenda;
  }

  /** Whether anything was ever put in. */
  get isUsed(): boolean {
    return this.#last > 0;
  }

  /** What is kept, oldest first. */
  all(): Delivery[] {
    return this.#deliveries.entries().map(([, delivery]) => delivery);
  }

  get(id: number): Delivery | undefined {
    return this.#deliveries.get(id);
  }

  /** Of each URL the first delivery that is not over, if it is due. */
  get sendable(): readonly Delivery[] {
    this.#sendable ??= firstOfEach(this.all()).filter(({ state }) => state === 'due');
    return this.#sendable;
  }

  /** Enters a delivery that is due at once. */
  put({ method = 'POST', headers = {}, ...notice }: Notice, now: Instant): Delivery {
    if (this.#deliveries.size >= MOST) this.#drop();
    this.#last += 1;
    const delivery: Delivery = {
      id: this.#last,
      ...notice,
      method,
      headers,
      at: now,
      state: 'waiting',
      reason: null,
      attempts: [],
    };
    this.#set(delivery.id, delivery);
    this.#agenda.enter(now, DELIVERY, deliverySubject(delivery.id));
    return delivery;
  }

  /** Its time has come. */
  fallDue(id: number): void {
    if (this.#deliveries.get(id)?.state === 'waiting') this.#update(id, { state: 'due' });
  }

  /** Keeps what came of an attempt. If it failed there is another one later, or none. */
  attempted(id: number, outcome: Omit<Attempt, 'at'>, now: Instant): void {
    const delivery = this.#deliveries.get(id);
    if (delivery?.state !== 'due') return;
    const attempts = [...delivery.attempts, { at: now, ...outcome }];
    const { status } = outcome;
    if (status !== null && status >= 200 && status < 300) return this.#update(id, { state: 'delivered', attempts });
    const pause = PAUSES[delivery.attempts.length];
    if (pause === undefined) return this.#update(id, { state: 'failed', reason: 'no attempt succeeded', attempts });
    this.#update(id, { state: 'waiting', attempts });
    this.#agenda.enter(now + pause, DELIVERY, deliverySubject(id));
  }

  /** Its target may not be called: nothing is sent. */
  refuse(id: number, reason: string): void {
    if (this.#deliveries.get(id)?.state === 'due') this.#update(id, { state: 'refused', reason });
  }

  /** Sends nothing of what is not over. */
  leave(reason: string): void {
    for (const delivery of this.all().filter(one => !isOver(one))) {
      this.#agenda.cancel(deliverySubject(delivery.id), DELIVERY);
      this.#update(delivery.id, { state: 'unsent', reason });
    }
  }

  override get form() {
    return 'outbox' as const;
  }

  save(): unknown {
    return { last: this.#last, deliveries: this.all() };
  }

  load(saved: unknown): void {
    const { last, deliveries } = saved as { last: number; deliveries: Delivery[] };
    this.#last = last;
    this.#replace(deliveries);
  }

  override share(template: this): void {
    this.#last = template.#last;
    this.#deliveries = new ForkedMap(template.#deliveries);
    this.#sendable = undefined;
  }

  override rows(): Iterable<KeptRow> {
    return this.#deliveries.entries();
  }

  override putRow(id: number, delivery: Delivery | undefined): void {
    this.#place(id, delivery);
  }

  override head(): unknown {
    return { last: this.#last };
  }

  override putHead(head: unknown): void {
    this.#last = (head as { last: number }).last;
  }

  undo(id: number, before: Delivery | undefined, after: Delivery | undefined): void {
    if (before === undefined) this.#last = id - 1;
    this.#place(id, before);
    // One that was dropped comes back to its place.
    if (after === undefined && before !== undefined) this.#replace(this.all().sort((one, other) => one.id - other.id));
  }

  #replace(deliveries: readonly Delivery[]): void {
    this.#deliveries = new ForkedMap();
    for (const one of deliveries) this.#place(one.id, one);
    this.#sendable = undefined;
  }

  #drop(): void {
    const all = this.all();
    const oldest = all.find(isOver) ?? all[0];
    if (oldest === undefined) return;
    if (oldest.state === 'waiting') this.#agenda.cancel(deliverySubject(oldest.id), DELIVERY);
    this.#set(oldest.id, undefined);
  }

  /** One that is not kept any more stays so. */
  #update(id: number, change: Partial<Delivery>): void {
    const delivery = this.#deliveries.get(id);
    if (delivery !== undefined) this.#set(id, { ...delivery, ...change });
  }

  #set(id: number, delivery: Delivery | undefined): void {
    const before = this.#deliveries.get(id);
    this.#place(id, delivery);
    this.note(id, before, delivery);
  }

  #place(id: number, delivery: Delivery | undefined): void {
    this.#sendable = undefined;
    if (delivery === undefined) this.#deliveries.delete(id);
    else this.#deliveries.set(id, delivery);
  }
}

/** Names a delivery to the agenda. */
const deliverySubject = (id: number): string => `delivery:${id}`;

/** The id of the delivery that the agenda names so. */
export const deliveryOf = (subject: string): number => Number(/^delivery:(\d+)$/.exec(subject)?.[1]);

function firstOfEach(deliveries: Iterable<Delivery>): Delivery[] {
  const first = new Map<string, Delivery>();
  for (const delivery of deliveries)
    if (!isOver(delivery) && !first.has(delivery.url)) first.set(delivery.url, delivery);
  return [...first.values()];
}

/** When each delivery that waits falls due. */
export const nextDeliveries = (agenda: Agenda): ReadonlyMap<number, Instant> =>
  new Map(agenda.all().flatMap(({ kind, subject, at }) => (kind === DELIVERY ? [[deliveryOf(subject), at]] : [])));
