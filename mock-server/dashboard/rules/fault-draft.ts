import { DONE_BUT_FAILED, TASK_FAILS } from '../../../contracts/core/failure.js';
import { typedHeaders, typedNumber, typedText, without } from './checked.js';
import { conditionsBody, noConditions } from './conditions-draft.js';

/** How a call may fail, as the form has it. */
export const ways = {
  refused: 'The vendor refuses it',
  lost: 'The work is done, the answer is lost',
  waits: 'It only has to wait',
  broken: 'Its connection breaks',
  task: 'It succeeds, and what it began fails',
} as const;
export type Way = keyof typeof ways;

export const delays = {
  none: 'At once',
  fixed: 'After a fixed time',
  spread: 'After a time between two',
  median: 'As latencies are: median and p95',
} as const;

/** What is typed in the form of a fault. */
export interface FaultDraft extends Readonly<typeof typed> {
  readonly way: Way;
  readonly delayAs: keyof typeof delays;
  readonly isVirtual: boolean;
}

const typed = {
  ...noConditions,
  operation: '',
  failure: '',
  ...{ text: '', as: '', status: '', body: '', retryAfter: '', headers: '' },
  ...{ delay: '', shortest: '', longest: '', median: '', p95: '' },
  ...{ transport: 'reset', at: '', bytes: '', by: '', bytesPerSecond: '' },
  ...{ phase: '', after: '', step: '', chance: '' },
};

export const emptyFault: FaultDraft = { ...typed, way: 'refused', delayAs: 'none', isVirtual: false };

const failures: Readonly<Partial<Record<Way, string>>> = { lost: DONE_BUT_FAILED, task: TASK_FAILS };

/** What a fault of the form is, as it is sent: only what its way has. */
export function faultBody(draft: FaultDraft): Record<string, unknown> {
  const { way } = draft;
  const isAnswered = way === 'refused' || way === 'lost';
  const fails = isAnswered || way === 'task';
  return without({
    operation: typedText(draft.operation),
    failure: failures[way] ?? (way === 'refused' ? typedText(draft.failure) : undefined),
    ...(fails && { text: typedText(draft.text) }),
    ...(isAnswered && {
      as: typedNumber(draft.as),
      status: typedNumber(draft.status),
      body: typedText(draft.body),
      retryAfter: typedNumber(draft.retryAfter),
      headers: typedHeaders(draft.headers),
    }),
    ...(way !== 'task' && {
      delay: delayBody(draft),
      virtual: delayBody(draft) !== undefined && draft.isVirtual ? true : undefined,
      phase: way === 'lost' ? undefined : typedText(draft.phase),
    }),
    ...(way === 'broken' && {
      transport: draft.transport,
      at: draft.transport === 'close' ? typedText(draft.at) : undefined,
      bytes: draft.transport === 'truncate' ? typedNumber(draft.bytes) : undefined,
      by: draft.transport === 'wrongLength' ? typedNumber(draft.by) : undefined,
      bytesPerSecond: draft.transport === 'slow' ? typedNumber(draft.bytesPerSecond) : undefined,
    }),
    ...(way === 'task' && { after: typedText(draft.after), step: typedText(draft.step) }),
    ...conditionsBody(draft),
    chance: typedNumber(draft.chance),
  });
}

/** A fault that only waits has a delay. */
export const delayAsOf = ({ way, delayAs }: FaultDraft): FaultDraft['delayAs'] =>
  way === 'waits' && delayAs === 'none' ? 'fixed' : delayAs;

function delayBody(draft: FaultDraft): unknown {
  switch (delayAsOf(draft)) {
    case 'none':
      return undefined;
    case 'fixed':
      return draft.way === 'waits' ? draft.delay.trim() : typedText(draft.delay);
    case 'spread':
      return { from: draft.shortest.trim(), to: draft.longest.trim() };
    case 'median':
      return { median: draft.median.trim(), p95: draft.p95.trim() };
  }
}
