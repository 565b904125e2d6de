import type { Issued } from '../calls/vendor.js';
import type { CloudState } from '../domain/cloud.js';
import { type DrawnText, Random } from '../domain/random.js';

/** A text of a template that every world has another of: one of the credentials it hands out, or what was drawn with such a text in the draw. */
export type Taint = { readonly text: string } & (
  | { readonly issued: number; readonly drawn?: undefined }
  | { readonly drawn: DrawnText; readonly issued?: undefined }
);

/** A text that is shorter may stand somewhere by chance. */
const SHORTEST = 8;

/** Collects the texts that differ by world, while a template is lived through with credentials that are nobody's. */
export class TaintWitness {
  readonly #found = new Map<string, Taint>();
  /** Why what is made of them cannot be followed. */
  lost: string | undefined;

  /** `other` are the credentials of any other world: what is the same there is the same everywhere. */
  constructor(issued: readonly Issued[], other: readonly Issued[]) {
    for (const [index, { value }] of issued.entries())
      if (value !== other[index]?.value) this.#add({ text: value, issued: index });
  }

  /** In the order in which they came: each is made of earlier ones. */
  get taints(): readonly Taint[] {
    return [...this.#found.values()];
  }

  /** Looks at a text that was drawn. */
  readonly see = (text: string, drawn: DrawnText): void => {
    const { entity, id, field } = drawn.draw;
    const of = `${entity}/${id}/${field}`;
    for (const known of this.#found.keys()) if (of.includes(known)) return this.#add({ text, drawn });
  };

  #add(taint: Taint): void {
    if (this.#found.has(taint.text)) return;
    if (taint.text.length < SHORTEST) this.lost = `a text of ${taint.text.length} letters differs by world`;
    this.#found.set(taint.text, taint);
  }
}

/** A value with the texts that differ by world put in the place of the template's; the value itself where none stands in it. */
export type Retold = <T>(value: T) => T;

/** How what a template holds is told of the world that hands out these credentials. */
export function retoldFor(taints: readonly Taint[], issued: readonly Issued[], seed: number): Retold {
  if (taints.length === 0) return value => value;
  const random = new Random(seed);
  const instead = new Map<string, string>();
  // A text that holds another goes first.
  const texts = taints.map(({ text }) => text).sort((one, other) => other.length - one.length);
  const any = new RegExp(texts.map(text => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g');
  const inText = (text: string): string => text.replace(any, found => instead.get(found) ?? found);
  for (const { text, issued: index, drawn } of taints) {
    if (index !== undefined) instead.set(text, issued[index]?.value ?? '');
    else instead.set(text, random.again({ ...drawn, draw: told(drawn.draw, inText) }));
  }
  return value => told(value, inText);
}

function told<T>(value: T, inText: (text: string) => string): T;
function told(value: unknown, inText: (text: string) => string): unknown {
  if (typeof value === 'string') return inText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(item => told(item, inText));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const members = Object.entries(value);
  if (members.some(([name]) => inText(name) !== name))
    return Object.fromEntries(members.map(([name, member]) => [inText(name), told(member, inText)]));
  // A copy has the shape of the other, and takes half of what one takes that is put together anew.
  let copy: Record<string, unknown> | undefined;
  for (const [name, member] of members) {
    const own = told(member, inText);
    if (own === member) continue;
    copy ??= { ...value };
    copy[name] = own;
  }
  return copy ?? value;
}

/** The parts of a state in which one of these texts stands. Undefined where one stands beside the parts. */
export function taintedParts(state: CloudState, taints: readonly Taint[]): readonly string[] | undefined {
  const holds = (value: unknown): boolean => {
    const text = JSON.stringify(value);
    return taints.some(taint => text.includes(JSON.stringify(taint.text).slice(1, -1)));
  };
  if (holds(state.ids)) return undefined;
  return Object.entries(state.parts).flatMap(([name, part]) => (holds(part) ? [name] : []));
}
