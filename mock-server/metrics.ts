/** A vendor's call that was answered. */
export interface MeasuredCall {
  readonly vendor: string;
  /** Id of its operation, or null for a path of none: whatever a client asks for, there are no more names than operations. */
  readonly operation: string | null;
  readonly status: number;
  /** Real milliseconds from the head of the request to the end of its answer. */
  readonly milliseconds: number;
}

/** Why a world left memory by itself. */
export type Leaving = 'idle' | 'expired';

/**
 * What a server counts about itself. Whoever has something to count is given none where nothing is counted
 * (`metrics?.called(…)`), and pays nothing for it.
 */
export interface Metrics {
  called(call: MeasuredCall): void;
  /** A turn was performed and its changes are kept: of so many calls, in so many real milliseconds. */
  turned(calls: number, milliseconds: number): void;
  /** A turn was undone, for another server had changed its world before. */
  conflicted(): void;
  /** A world left memory by itself. */
  left(why: Leaving): void;
  /** The store was asked, and answered or failed after so many real milliseconds. */
  asked(verb: string, milliseconds: number, trouble?: string): void;
  /** So many calls of a world that is kept are in no journal, for the store could not be asked for long. */
  lost(calls: number): void;
  /** All of it as Prometheus reads it. Which worlds are in memory is looked at now. */
  shown(worlds: Iterable<{ readonly tenure: { readonly tenant: string | null } }>): Promise<ShownMetrics>;
}

export interface ShownMetrics {
  readonly type: string;
  readonly text: string;
}
