import { groupAtHand } from '../../contracts/core/define-contract.js';
import { didYouMean, isMeant } from '../../contracts/core/names.js';
import { redactor } from '../../contracts/core/redact.js';
import { routesOf } from '../../contracts/core/route.js';
import { concerns } from '../worlds/rule.js';
import { verify, verifyOnly, type WantedCall } from '../worlds/verify.js';
import type { World } from '../worlds/world.js';
import type { RunningServer } from './running-server.js';
import { saidOf, saidOfOnly } from './said-verdict.js';
import { issuedBy } from './shown-calls.js';
import { shownMisses } from './shown-misses.js';
import { type GivenWanted, type SoughtCall, wantedOf, whereOf } from './wanted-call.js';
import { needTaken } from './wanted-calls.js';

/** Whether something holds of what a world received, and in words what came of looking, for when it was to be otherwise. */
export interface Judgement {
  readonly holds: boolean;
  message(): string;
}

/** Says of a world what it received. It answers at once, so that a test need not wait for it. */
export interface Judge {
  /** Throws for an operation that there is not, and for what is no part of a call. */
  received(operation: string, ...given: GivenWanted): Judgement;
  onlyCalled(letIn: readonly unknown[]): Judgement;
}

/** Where a world keeps its judge: a symbol that other copies of this package have too, such as that for `require`. */
export const JUDGE = Symbol.for('hostdouble.judge');

/** The judge of a world: what is given by a test that was written without the compiler may be something else. */
export function judgeIn(world: unknown, asked: string): Judge {
  const judge: unknown = world !== null && typeof world === 'object' ? Reflect.get(world, JUDGE) : undefined;
  if (isJudge(judge)) return judge;
  throw new TypeError(`${asked} is asked of a world, such as \`await mock.world()\` gives`);
}

const isJudge = (value: unknown): value is Judge =>
  value !== null && typeof value === 'object' && 'onlyCalled' in value;

/** Names of all operations, by which a slip in one is told. */
export async function operationNames({ vendors }: RunningServer): Promise<readonly string[]> {
  const all = await Promise.all(
    vendors.names.map(async vendor => routesOf(await vendors.routes(vendor)).map(({ id }) => `${vendor}/${id}`)),
  );
  return all.flat();
}

/** Refuses the name or pattern of an operation that means none: a slip in it would be answered with nothing. */
export function needMeant(operation: unknown, names: readonly string[]): asserts operation is string {
  if (typeof operation !== 'string') throw new TypeError('an operation is named by a text, such as "servers.create"');
  const isQualified = operation.includes('/');
  const all = isQualified ? names : names.map(name => name.slice(name.indexOf('/') + 1));
  if (all.some(name => isMeant(operation, name))) return;
  throw new TypeError(`no operation is named "${operation}"${didYouMean(operation, all)}`);
}

/** The judge of a world; `names` are of all operations. */
export function judgeOf(server: RunningServer, world: () => World, names: readonly string[]): Judge {
  return {
    received(operation, ...given) {
      needMeant(operation, names);
      const [of, wanted] = [world(), wantedOf(operation, given)];
      needAtHandTaken(server, of, wanted, names);
      return judged(server, of, wanted);
    },
    onlyCalled(letIn) {
      if (!Array.isArray(letIn)) throw new TypeError('what may be called is a list of operations');
      const wanted = letIn.map(one => letInBy(one, names));
      const of = world();
      for (const one of wanted) needAtHandTaken(server, of, one, names);
      const { name, journal } = of;
      const found = verifyOnly(journal, wanted);
      const verdict = wanted.length === 0 ? { ...found, holds: journal.isEmpty } : found;
      const message = () => cleaned(of, saidOfOnly(name, wanted, verdict, shownMisses(server, of, verdict.nearest)));
      return { holds: verdict.holds, message };
    },
  };
}

/**
 * Refuses a name in a `where` that no operation takes which is meant, as far as these are loaded: of what is not, no call was
 * received.
 */
export function needAtHandTaken(
  { vendors }: RunningServer,
  { journal }: World,
  wanted: WantedCall,
  names: readonly string[],
): void {
  if (wanted.where == null) return;
  const meant = names.filter(name => concerns(wanted.operation, ...splitAt(name)));
  const described = meant.map(name => {
    const [vendor, id] = splitAt(name);
    const contract = vendors.atHand(vendor)?.contract;
    const [group = '', last = ''] = id.split('.');
    const operation = contract && groupAtHand(contract, group)?.operations[last];
    return contract && operation && { dialect: contract.dialect, operation };
  });
  if (described.every(one => one !== undefined)) needTaken(wanted, described, journal.all());
}

const splitAt = (name: string): [vendor: string, id: string] => {
  const slash = name.indexOf('/');
  return [name.slice(0, slash), name.slice(slash + 1)];
};

/** What came of looking for a kind of call. */
export function judged(server: RunningServer, world: World, wanted: SoughtCall): Judgement {
  const verdict = verify(world.journal, wanted);
  const message = () =>
    cleaned(world, saidOf(world.name, wanted, verdict, shownMisses(server, world, verdict.nearest)));
  return { holds: verdict.holds, message };
}

/** Takes the credentials of a world out of a text, whoever wrote them there: a test may have sought one of them. */
const cleaned = (world: World, text: string): string => redactor(issuedBy(world))(text);

function letInBy(given: unknown, names: readonly string[]): WantedCall {
  const { operation, where, ...others } = typeof given === 'string' ? { operation: given } : Object(given);
  needMeant(operation, names);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw new TypeError(`what may be called is named by \`operation\` and \`where\`, not "${unknown}"`);
  return { operation, where: whereOf(where) };
}
