import { Failure } from '../../contracts/core/failure.js';
import { toOpenApi } from '../../contracts/core/openapi.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { contractNamed } from '../control/operator.js';
import { addressFrom, UsageError } from './settings.js';

/** Writes the OpenAPI 3.1 document of a vendor's contract, or of `control`. */
export async function openapi(
  vendors: Vendors,
  vendor: string,
  { server }: { readonly server?: string },
): Promise<void> {
  const contract = await contractNamed(vendors, vendor).catch((error: unknown) => {
    throw error instanceof Failure ? new UsageError(error.message) : error;
  });
  const address = server === undefined ? undefined : addressFrom(server, '--server');
  process.stdout.write(`${JSON.stringify(toOpenApi(contract, address), null, 2)}\n`);
}
