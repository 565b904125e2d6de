import { stopwatch } from '../domain/clock.js';
import type { Metrics } from '../metrics.js';
import { type Store, StoreError } from './store.js';

/** Verbs that are no questions to the store. */
const UNASKED = new Set<PropertyKey>(['onChange', 'close']);

/** A store of which it is counted how long it takes to answer, by verb. */
export const measuredStore = (store: Store, metrics: Pick<Metrics, 'asked'>): Store =>
  new Proxy(store, {
    get(target, verb) {
      const found: unknown = Reflect.get(target, verb, target);
      if (typeof found !== 'function') return found;
      if (UNASKED.has(verb)) return found.bind(target);
      return async (...given: unknown[]): Promise<unknown> => {
        const begun = stopwatch();
        try {
          const answer: unknown = await found.apply(target, given);
          metrics.asked(String(verb), stopwatch() - begun);
          return answer;
        } catch (error) {
          metrics.asked(String(verb), stopwatch() - begun, error instanceof StoreError ? error.trouble : 'failed');
          throw error;
        }
      };
    },
  });
