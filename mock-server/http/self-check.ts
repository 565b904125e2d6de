import { checkExchange, type Finding } from '../../contracts/core/checks.js';
import type { Contract, Entry } from '../../contracts/core/contract.js';
import { type Answer, JSON_TYPE } from './respond.js';

/** How much of what is sent is held to the contract: every answer, one in so many, or none. */
export type SelfCheck = { readonly every: number; readonly strict: boolean };

/** Holds the text that was really sent to the contract: what a client would find. */
export function selfCheck(contract: Contract, entry: Entry, answer: Answer): Finding[] {
  return checkExchange({
    contract,
    entry,
    reply: { status: answer.status, headers: answer.headers, ...bodyOf(answer) },
  });
}

function bodyOf({ headers, text }: Answer): { readonly body?: unknown; readonly text?: string } {
  if (text === undefined) return {};
  const sent = text.toString();
  if (!headers['content-type']?.startsWith(JSON_TYPE)) return { body: sent };
  return { body: JSON.parse(sent), text: sent };
}
