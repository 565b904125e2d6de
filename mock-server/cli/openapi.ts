import { Failure } from '../../contracts/core/failure.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { openApiOf } from '../control/openapi.js';
import { fittedJson } from './fitted-json.js';
import { addressFrom, UsageError } from './settings.js';

/** Writes the OpenAPI 3.1 document of a vendor's contract, or of `control`. */
export async function openapi(vendors: Vendors, name: string, { server }: { readonly server?: string }): Promise<void> {
  const address = server === undefined ? undefined : addressFrom(server, '--server');
  const document = await openApiOf(vendors, name, address).catch((error: unknown) => {
    throw error instanceof Failure ? new UsageError(error.message) : error;
  });
  process.stdout.write(`${fittedJson(document)}\n`);
}
