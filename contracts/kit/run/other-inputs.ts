import type { Entry } from '../../core/contract.js';
import type { FailureKind } from '../../core/failure.js';
import type { Results } from '../report/results.js';
import { refusedOwn } from '../verdict/refused-input.js';
import type { Calls } from './calls.js';
import type { Resolved } from './input.js';
import type { KnownValues } from './known-values.js';
import { missingWords, overlaid } from './overlaid.js';

/** What calling with other inputs needs. */
export interface OtherInputsOptions {
  readonly calls: Calls;
  readonly known: KnownValues;
  readonly results: Results;
}

/** Kinds with which an endpoint answers input of a form that it does not know. */
const UNKNOWN_FORM: ReadonlySet<FailureKind> = new Set<FailureKind>(['invalid', 'malformed', 'notFound', 'noRoute']);

/** Calls reads with their further good inputs, about things of this run. It made them, so they must be found. */
export async function callWithOtherInputs(
  { calls, known, results }: OtherInputsOptions,
  reads: readonly Entry[],
): Promise<void> {
  const words = (name: string): string | undefined => known.made(name);
  for (const entry of reads)
    for (const overlays of entry.operation.alsoCalledWith ?? []) {
      if (calls.stopped() !== undefined || missingWords(overlays, words).length > 0) continue;
      const resolution = await calls.inputFor(entry);
      if ('missing' in resolution || !isOwn(resolution.resolved)) continue;
      const { resolved } = resolution;
      const input = overlaid(resolved.input, overlays, words);
      const { failure, status = 0 } = await calls.call(entry, { ...resolved, input });
      if (failure !== undefined && UNKNOWN_FORM.has(failure))
        results.found(entry, status, failure, refusedOwn(entry, overlays, failure, status), false);
    }
}

const isOwn = ({ from }: Resolved): boolean => Object.values(from).every(source => source === 'made');
