import { Failure } from '../../contracts/core/failure.js';
import { toOpenApi } from '../../contracts/core/openapi.js';
import { contracts } from '../../contracts/index.js';
import { contractNamed } from '../control/server.js';
import { addressFrom, UsageError } from './settings.js';

/** Writes the OpenAPI 3.1 document of a vendor's contract, or of `control`. */
export async function openapi(vendor: string, { server }: { readonly server?: string }): Promise<void> {
  const contract = await contractNamed(contracts, vendor).catch((error: unknown) => {
    throw error instanceof Failure ? new UsageError(error.message) : error;
  });
  const address = server === undefined ? undefined : addressFrom(server, '--server');
  process.stdout.write(`${JSON.stringify(toOpenApi(contract, address), null, 2)}\n`);
}
