import type { Contract, Entry } from '../../core/contract.js';
import { loadGroup } from '../../core/define-contract.js';
import { schemesOf } from '../../core/dialect.js';
import { paramNames } from '../../core/route.js';
import { neededKeys } from '../../core/schema.js';
import { jsonOf } from '../../core/texts.js';
import { answerInWords, isByIntermediary } from './intermediary.js';
import { type Credentials, requestOf } from './request.js';
import type { Transport } from './transport.js';

const CANDIDATES = 4;
/** Characters that a header can carry. */
const SENDABLE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Whether a body is JSON. That its media type is another is drift, and no sign of another API. */
const isJson = (body: unknown): boolean => typeof body !== 'string' || typeof jsonOf(body) === 'object';

/** Whether a read needs no input but the credential, so that it can be the first call. */
function isSimple(contract: Contract, { operation }: Entry, credentials: Credentials): boolean {
  const { effect, path, query, body } = operation;
  if (effect !== 'read' || paramNames(path).length > 0 || neededKeys(query).length > 0) return false;
  return body === undefined && schemesOf(contract.dialect, operation).some(name => credentials[name] !== undefined);
}

/**
 * Reads to begin with: one of each of some groups of the run, for a whole group may be gone; if they tell nothing, of some
 * others, which are loaded for that.
 */
async function* firstCalls(
  contract: Contract,
  groups: readonly string[],
  credentials: Credentials,
): AsyncGenerator<Entry> {
  const inOrder = Object.keys(contract.routes).filter(name => Object.hasOwn(contract.groups, name));
  const others = inOrder.filter(name => !groups.includes(name));
  for (const names of [inOrder.filter(one => groups.includes(one)), others]) {
    let given = 0;
    for (const name of names) {
      if (given === CANDIDATES) break;
      const { entries } = await loadGroup(contract, name);
      const entry = entries.find(one => isSimple(contract, one, credentials));
      if (entry === undefined) continue;
      yield entry;
      given += 1;
    }
  }
}

/**
 * Finds out whether an endpoint of this API is there and takes the credential, with one call, or a few if the first tells
 * nothing. Answers undefined if so, else what is wrong in one sentence. `onAnswer` is told which read was answered well.
 */
export async function preflight(
  contract: Contract,
  groups: readonly string[],
  base: string,
  credentials: Credentials,
  transport: Transport,
  onAnswer: (entry: Entry) => void = () => {},
): Promise<string | undefined> {
  const { title, dialect } = contract;
  for (const [name, { in: place }] of Object.entries(dialect.schemes))
    if (place === 'header' && !SENDABLE.test(credentials[name]?.trim() ?? ''))
      return `The credential (${name}) has a character in it that no header can carry.`;
  let said = 'has no operation that this credential is for';
  let troubled: string | undefined;
  for await (const entry of firstCalls(contract, groups, credentials)) {
    const { reply, trouble } = await transport(
      requestOf(contract, base, entry, {}, credentials),
      troubled === undefined,
    );
    // One operation may be in trouble where others answer; what is not reached at all is not there for the others either.
    if (trouble !== undefined && trouble.kind !== 'server') return `${base} ${trouble.sentence}.`;
    troubled ??= trouble && `${base} ${trouble.sentence}.`;
    if (reply === undefined) continue;
    const failure = dialect.failureOf(reply);
    const call = `${entry.operation.method} ${entry.operation.path}`;
    if (failure === 'unauthenticated') return `${title} refuses the credential (${reply.status} to ${call}).`;
    if (
      !isByIntermediary(reply) &&
      (failure === 'forbidden' || (failure === undefined && reply.status < 300 && isJson(reply.body)))
    ) {
      onAnswer(entry);
      return undefined;
    }
    said = `${answerInWords(reply)} to ${call}`;
  }
  return troubled ?? `Nothing at ${base} answers as ${title} does: it ${said}.`;
}
