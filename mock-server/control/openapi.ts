import { loadContract } from '../../contracts/core/define-contract.js';
import { Failure } from '../../contracts/core/failure.js';
import { vendorCalled, vendorsThereAre } from '../../contracts/core/names.js';
import type { Vendors } from '../calls/listed-vendor.js';
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
  return toOpenApi(await loadContract(vendor.contract), origin, unserved);
}
