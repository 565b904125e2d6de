import type { VendorOperations } from '../../contracts/index.js';
import { type Judgement, judgeIn } from '../control/judge.js';
import type { HowOften, Known, LetIn, OperationText, WantedArguments } from '../control/received-call.js';

/** The matchers of worlds, as a test sees them. */
export interface WorldMatchers {
  /**
   * That a world received calls of an operation, at least one unless something else is said:
   * `expect(world).toHaveReceived('acme/lamps.create', { body: { colour: 'red' } }, { times: 1 })`.
   */
  toHaveReceived<Name extends OperationText<VendorOperations>>(
    operation: Name & Known<VendorOperations, Name>,
    ...wanted: WantedArguments<HowOften, VendorOperations, Name>
  ): void;
  /** That a world received calls of these operations, and no others: `expect(world).toHaveOnlyCalled(['acme/lamps.*'])`. */
  toHaveOnlyCalled(letIn: readonly LetIn<VendorOperations>[]): void;
}

/** What a matcher answers to a test runner. */
interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
}

const matched = ({ holds, message }: Judgement): Matched => ({ pass: holds, message });

/**
 * Matchers in the form that vitest, Jest and Playwright take: `expect.extend(matchers)`. With vitest, an import of
 * `hostdouble/vitest` is enough.
 */
export const matchers = {
  toHaveReceived: (world: unknown, operation: string, ...wanted: [wanted?: unknown, more?: unknown]): Matched =>
    matched(judgeIn(world, 'toHaveReceived').received(operation, ...wanted)),
  toHaveOnlyCalled: (world: unknown, letIn: readonly unknown[]): Matched =>
    matched(judgeIn(world, 'toHaveOnlyCalled').onlyCalled(letIn)),
};
