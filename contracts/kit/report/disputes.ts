import { z } from 'zod';
import type { Finding } from '../../core/checks.js';
import type { Entry } from '../../core/contract.js';
import { type DisputedForm, disputesAt } from '../../core/disputed.js';
import type { Held } from '../../core/held.js';

/** Checks of what the vendor's own sources dispute, beside the checks of every answer. */
export const disputeChecks = [
  {
    id: 'disputed',
    sentence: "Where the vendor's own sources differ, the endpoint has the form that the contract keeps.",
    severity: 'notice',
  },
] as const;

/** A disputed place, and the forms that it has at this endpoint. */
export const disputedPlace = z.strictObject({
  operation: z.string(),
  /** JSON path with `[*]` for all items of a list, or the status of a refusal. */
  path: z.string(),
  forms: z.array(z.string()),
  /** Whether it only has the form that the contract keeps. */
  kept: z.boolean(),
});

export type DisputedPlace = z.output<typeof disputedPlace>;

/** Which form each disputed place has at an endpoint. Its size depends on the contract, not on the number of answers. */
export class Disputes {
  readonly #places = new Map<
    string,
    { readonly entry: Entry; readonly path: string; readonly forms: Map<string, boolean> }
  >();

  /** Takes note of a value inside a success. */
  note(entry: Entry, held: Held): void {
    for (const dispute of disputesAt(held)) this.#add(entry, dispute);
  }

  /** Takes note of a refusal that only one of the sources lists. */
  noteRefusal(entry: Entry, status: number): void {
    this.#add(entry, { path: `${status}`, form: 'answered', kept: false });
  }

  #add(entry: Entry, { path, form, kept }: DisputedForm): void {
    const key = `${entry.id} ${path}`;
    const place = this.#places.get(key) ?? { entry, path, forms: new Map<string, boolean>() };
    this.#places.set(key, place);
    place.forms.set(form, kept);
  }

  places(): DisputedPlace[] {
    return [...this.#places.values()].map(({ entry, path, forms }) => ({
      ...{ operation: entry.id, path, forms: [...forms.keys()] },
      kept: [...forms.values()].every(kept => kept),
    }));
  }

  /** One finding for the whole run, if some place has another form than the contract keeps; and the first operation that has it. */
  finding(): { readonly entry: Entry; readonly finding: Finding } | undefined {
    const others = [...this.#places.values()].filter(({ forms }) => [...forms.values()].includes(false));
    const [first] = others;
    if (first === undefined) return undefined;
    const [form] = [...first.forms].find(([, kept]) => !kept) ?? [];
    const more = others.length === 1 ? '' : `, and so at ${others.length - 1} more places`;
    return {
      entry: first.entry,
      finding: {
        ...{ check: 'disputed', path: '$', place: '$', severity: 'notice', evidence: 'disputed' },
        expected: "the forms that the contract keeps where the vendor's own sources differ",
        found: `${first.entry.id} ${first.path} ${form}${more}`,
      },
    };
  }
}
