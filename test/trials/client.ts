import type { Caller } from './caller.js';
import type { Chance } from './chance.js';
import {
  isDone,
  type Named,
  type ReadName,
  readKinds,
  type VendorName,
  type WorldAccess,
  type WriteKind,
  type WriteName,
  writeKinds,
} from './kinds.js';
import { type Ledger, type Noted, storeTrouble } from './ledger.js';

const WRITES = Object.keys(writeKinds).filter(isWriteName);
const READS = Object.keys(readKinds).filter(isReadName);

function isWriteName(name: string): name is WriteName {
  return name in writeKinds;
}
function isReadName(name: string): name is ReadName {
  return name in readKinds;
}

/** Number of the next call of this run: each has one of its own, whoever makes it. */
let next = 0;

export interface ClientOptions {
  readonly number: number;
  readonly caller: Caller;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly worlds: readonly WorldAccess[];
  /** How many of ten calls are writes; each that is acknowledged is read back. */
  readonly writesOfTen: number;
}

/** Somebody who writes and reads, one call after the other, over one connection. */
export class Client {
  /** Own writes that a later read of this client did not see. */
  readonly unseen: string[] = [];
  readonly #at: ClientOptions;
  /** Environments that it made and may remove, by world. */
  readonly #made = new Map<string, Named[]>();

  constructor(options: ClientOptions) {
    this.#at = options;
  }

  /** Calls until it is told to stop, or, where that is asked for, until the server is gone. */
  async work(isOver: () => boolean, endsWhenUnsent = false): Promise<void> {
    const { chance, worlds, writesOfTen } = this.#at;
    while (!isOver()) {
      const access = chance.pick(worlds);
      const noted = chance.below(10) < writesOfTen ? await this.write(access) : await this.read(access);
      if (endsWhenUnsent && (noted.fate === 'unsent' || noted.received?.state === 'cut')) return;
      // Nobody is there: look again a little later.
      if (noted.fate === 'unsent' || noted.fate === 'unknown') await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  /** Writes something of its own, and reads it back where it was acknowledged. */
  async write(access: WorldAccess, wanted?: WriteName): Promise<Noted> {
    const { chance, number: client } = this.#at;
    const made = this.#made.get(access.name) ?? [];
    const asked = wanted ?? chance.pick(WRITES);
    const removed = asked === 'environmentRemoval' ? made.shift() : undefined;
    const name = asked === 'environmentRemoval' && removed === undefined ? 'environment' : asked;
    const { vendor, ...kind } = widened(name);
    const number = ++next;
    const tag = `trial-${client}-${number}`;
    const thing = removed ?? { tag, number };
    const noted = await this.#call(access, tag, name, 'write', kind.wire(access, thing), { id: removed?.id });
    if (noted.fate !== 'done' || noted.received?.state !== 'answered') return noted;
    noted.id ??= kind.id?.(JSON.parse(noted.received.text));
    const seen: Named = { ...thing, ...(typeof noted.id === 'number' && { id: noted.id }) };
    if (name === 'environment') this.#made.set(access.name, [...made, seen]);
    const back = await this.#call(access, `${tag}-back`, `${name} back`, 'read', kind.readBack(access, seen), {
      vendor,
    });
    if (back.received?.state !== 'answered' || back.fate === 'unknown') return noted;
    const { status, text } = back.received;
    if (!kind.shows(status, text, seen)) this.unseen.push(`${name} ${tag}: ${status} ${text.slice(0, 200)}`);
    return noted;
  }

  read(access: WorldAccess): Promise<Noted> {
    const name = this.#at.chance.pick(READS);
    return this.#call(access, `trial-${this.#at.number}-${++next}`, name, 'read', readKinds[name](access));
  }

  async #call(
    access: WorldAccess,
    tag: string,
    kind: string,
    effect: Noted['effect'],
    wire: Noted['wire'],
    about: { readonly vendor?: VendorName; readonly id?: unknown } = {},
  ): Promise<Noted> {
    const { ledger, caller, number: client } = this.#at;
    const vendor = about.vendor ?? (isWriteName(kind) ? writeKinds[kind].vendor : undefined);
    const noted = ledger.begin({ tag, world: access.name, client, kind, effect, wire, id: about.id });
    const inWorld = { ...wire, path: `/w/${access.name}${wire.path}` };
    const received = await caller.call(inWorld, tag);
    ledger.end(noted, received, (status, text) => vendor === undefined || isDone(vendor, status, text));
    if (storeTrouble(received) !== undefined) noted.fate = 'unknown';
    return noted;
  }
}

const widened = (name: WriteName): WriteKind => writeKinds[name];
