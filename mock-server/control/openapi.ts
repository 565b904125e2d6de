import type { LoadedContract } from '../../contracts/core/contract.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { Failure } from '../../contracts/core/failure.js';
import { vendorCalled, vendorsThereAre } from '../../contracts/core/names.js';
import type { ExampleAnswers } from '../../contracts/core/openapi-operations.js';
import type { Vendors } from '../calls/listed-vendor.js';
import type { Issued, Vendor } from '../calls/vendor.js';
import { unservedOf } from './coverage.js';

/** Name of our own contract among the others. */
const CONTROL = 'control';

/** The OpenAPI document of a vendor, or of the control API. Throws `Failure` of kind `notFound` with the names there are. */
export async function openApiOf(
  { listed, load }: Vendors,
  name: string,
  origin?: string,
): Promise<Record<string, unknown>> {
  const { toOpenApi } = await import('../../contracts/core/openapi.js');
  if (name === CONTROL)
    return toOpenApi(await loadContract((await import('../../contracts/control/index.js')).control), origin);
  const called = vendorCalled(name, listed);
  if (called === undefined) {
    const near = vendorsThereAre(name, [...listed, { vendor: CONTROL }]);
    throw new Failure('notFound', { text: `there is no contract "${name}"${near}` });
  }
  const vendor = await load(called);
  const unserved = (await unservedOf(vendor)).map(({ id }) => id);
  const contract = await loadContract(vendor.contract);
  const answers = await answersOf(
    vendor,
    contract,
    listed.find(one => one.vendor === called)?.issue('default', 1) ?? [],
  );
  return toOpenApi(contract, origin, unserved, answers);
}

/** Made once: they are the same for each who asks. */
const known = new WeakMap<Vendor, Promise<ExampleAnswers>>();

function answersOf(vendor: Vendor, contract: LoadedContract, issued: readonly Issued[]): Promise<ExampleAnswers> {
  const before = known.get(vendor);
  if (before !== undefined) return before;
  const made = import('./example-answers.js').then(({ exampleAnswers }) => exampleAnswers(vendor, contract, issued));
  known.set(vendor, made);
  return made;
}
