import type { VendorOperations } from '../../contracts/index.js';
import { type Judgement, judgeIn } from '../control/judge.js';
import type { HowOften, Known, LetIn, OperationText, WantedArguments } from '../control/received-call.js';
import type { GivenWanted } from '../control/wanted-call.js';
import type { TestWorld } from './test-world.js';

/**
 * Throws an error that tells the nearest calls, and where each differs, unless a world received calls of an operation:
 * `assertReceived(world, 'acme/lamps.create', { body: { colour: 'red' } }, { times: 1 })`. At least one is wanted unless
 * something else is said. It is no promise, so that no `await` can be forgotten, and needs no test runner.
 */
export function assertReceived<Name extends OperationText<VendorOperations>>(
  world: TestWorld,
  operation: Name & Known<VendorOperations, Name>,
  ...wanted: WantedArguments<HowOften, VendorOperations, Name>
): void;
export function assertReceived(world: unknown, operation: string, ...wanted: GivenWanted): void {
  needHolding(judgeIn(world, 'assertReceived').received(operation, ...wanted), assertReceived);
}

/** Throws an error that tells the others unless a world received calls of these operations and no others. */
export function assertOnlyCalled(world: TestWorld, letIn: readonly LetIn<VendorOperations>[]): void {
  needHolding(judgeIn(world, 'assertOnlyCalled').onlyCalled(letIn), assertOnlyCalled);
}

/** Throws where the test asked: what lies between is nothing to its reader. */
function needHolding({ holds, message }: Judgement, asked: (...given: never) => void): void {
  if (holds) return;
  const error = new Error(message());
  Error.captureStackTrace(error, asked);
  throw error;
}
