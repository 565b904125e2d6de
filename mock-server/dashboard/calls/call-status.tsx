import { Badge, type Tone } from '../parts/badge.js';
import type { LiveCall } from '../server/live-calls.js';

/** What became of a call, in a word: the first that fits counts. */
const words: readonly (readonly [word: string, tone: Tone, holds: (call: LiveCall) => boolean])[] = [
  ['fault', 'bad', ({ fault, transport }) => fault !== null || transport !== null],
  ['unserved', 'odd', ({ why }) => why === 'unserved'],
  ['unknown', 'odd', ({ operation }) => operation === null],
  ['forwarded', 'info', ({ forwarded }) => forwarded !== undefined],
  ['override', 'info', ({ override }) => override !== null],
  ['refused', 'bad', ({ failure, status }) => failure !== null || status >= 400],
  ['ok', 'good', () => true],
];

const found = (call: LiveCall) => words.find(([, , holds]) => holds(call));

/** The word alone: to sort and to filter by. */
export const statusWord = (call: LiveCall): string => found(call)?.[0] ?? 'ok';

/** The status of HTTP, and what became of the call by word and colour. */
export function CallStatus({ call }: { readonly call: LiveCall }) {
  const [word = 'ok', tone = 'good'] = found(call) ?? [];
  return (
    <span class="calls-status">
      {call.status === 0 ? 'none' : call.status} <Badge tone={tone}>{word}</Badge>
    </span>
  );
}
