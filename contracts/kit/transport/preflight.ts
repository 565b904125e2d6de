import type { Entry, LoadedContract } from '../../core/contract.js';
import { schemesOf } from '../../core/dialect.js';
import { paramNames } from '../../core/route.js';
import { neededKeys } from '../run/known-values.js';
import { isForeign, saidOf } from './intermediary.js';
import { type Credentials, requestOf } from './request.js';
import type { Asking } from './transport.js';

const CANDIDATES = 3;
/** What a header can carry. */
const SENDABLE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Reads that need nothing but the credential: what a first call can be. */
const simplest = (contract: LoadedContract, credentials: Credentials): Entry[] =>
  contract.entries
    .filter(entry => entry.operation.effect === 'read' && paramNames(entry.operation.path).length === 0)
    .filter(entry => neededKeys(entry.operation.query).length === 0 && entry.operation.body === undefined)
    .filter(entry => schemesOf(contract.dialect, entry.operation).some(scheme => credentials[scheme] !== undefined))
    .slice(0, CANDIDATES);

/**
 * Finds out with one call, or a few when the first tells nothing, whether there is an endpoint of this API and whether
 * it takes the credential. Answers undefined when both are so, else what is wrong in one sentence.
 */
export async function preflight(
  contract: LoadedContract,
  base: string,
  credentials: Credentials,
  ask: Asking,
): Promise<string | undefined> {
  const { title, dialect } = contract;
  for (const [name, { in: place }] of Object.entries(dialect.schemes))
    if (place === 'header' && !SENDABLE.test(credentials[name]?.trim() ?? ''))
      return `The credential (${name}) has a character in it that no header can carry.`;
  let said = 'has no operation that this credential is for';
  for (const entry of simplest(contract, credentials)) {
    const { reply, trouble } = await ask(requestOf(contract, base, entry, {}, credentials), true);
    if (trouble !== undefined) return `${base} ${trouble.sentence}.`;
    if (reply === undefined) continue;
    const failure = dialect.failureOf(reply);
    const call = `${entry.operation.method} ${entry.operation.path}`;
    if (failure === 'unauthenticated') return `${title} refuses the credential (${reply.status} to ${call}).`;
    if (
      !isForeign(reply) &&
      (failure === 'forbidden' || (failure === undefined && reply.status < 300 && typeof reply.body !== 'string'))
    )
      return undefined;
    said = `${saidOf(reply)} to ${call}`;
  }
  return `Nothing at ${base} answers as ${title} does: it ${said}.`;
}
