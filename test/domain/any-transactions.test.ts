import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CloudState } from '../../mock-server/domain/cloud.js';
import { netOf } from '../../mock-server/domain/transaction.js';
import { type Act, act, perform } from './any-acts.js';
import { bytes, changedIn, House, lived, seen } from './house.js';

/** All that a snapshot holds by part and key: what changes are told about. */
function contents({ ids, parts }: CloudState): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const put = (part: string, key: string | number, value: unknown) => found.set(`${part} ${key}`, value);
  for (const [kind, highest] of Object.entries(ids)) put('ids', kind, highest);
  for (const [part, saved] of Object.entries(parts)) {
    const all = JSON.parse(JSON.stringify(saved));
    if (part === 'outbox') for (const delivery of all.deliveries) put(part, delivery.id, delivery);
    else if (part === 'agenda') for (const job of all.jobs) put(part, job.order, job);
    else if (part === 'random') {
      for (const [name, values] of all.pins) put(part, `?${name}`, values);
      for (const [name, value] of all.pinned) put(part, `!${name}`, value);
    } else if (part === 'credentials') for (const one of all) put(part, `${one.scheme} ${one.value}`, one);
    else if (part !== 'usage') for (const record of all) put(part, record.id, record);
    else {
      const counts = new Map<string, number>();
      for (const interval of all) {
        const at = counts.get(interval.subject) ?? 0;
        counts.set(interval.subject, at + 1);
        put(part, `${interval.subject}/${at}`, interval);
      }
    }
  }
  return found;
}

/** The model: what is going to throw is not done at all, and nothing is ever undone. */
const wanted = (act: Act): Act => ({
  throws: false,
  deeds: act.deeds.filter(one => typeof one === 'function' || !one.throws),
});

describe('any sequence of acts, some of which throw', () => {
  it('comes to the same as the sequence without these', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), sequence => {
        const [house, model] = [lived(), lived()];
        for (const act of sequence) {
          perform(house, act);
          if (!act.throws) perform(model, wanted(act));
          expect(bytes(house)).toBe(bytes(model));
          expect(seen(house)).toEqual(seen(model));
        }
        const copy = new House(3, 0);
        copy.load(JSON.parse(bytes(house)));
        expect([bytes(copy), seen(copy)]).toEqual([bytes(house), seen(house)]);
      }),
      { numRuns: 400 },
    );
  });

  it('is told whole by the change sets: from what each key held to what it holds', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), sequence => {
        const house = lived();
        const shadow = contents(house.save());
        for (const act of sequence) {
          const { version } = house;
          const told = changedIn(house, () => perform(house, act));
          expect(house.version).toBe(version + told.length);
          for (const { part, key, before, after } of told.flatMap(netOf)) {
            expect(shadow.get(`${part} ${key}`)).toEqual(before);
            if (after === undefined) shadow.delete(`${part} ${key}`);
            else shadow.set(`${part} ${key}`, after);
          }
          expect([...shadow].sort(byKey)).toEqual([...contents(house.save())].sort(byKey));
        }
      }),
      { numRuns: 400 },
    );
  });
});

const byKey = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1);
