import type { LoadedContract } from '../../contracts/core/contract.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { Failure } from '../../contracts/core/failure.js';
import type { Listed } from '../../contracts/index.js';
import { type Coverage, coverageOf } from '../coverage.js';
import type { ControlHandlers } from './running-server.js';

export const health = {
  show: ({ cloud: { version, contracts } }) => ({
    status: 200,
    body: { status: 'ok', version, vendors: Object.keys(contracts) },
  }),
} satisfies ControlHandlers<'health'>;

export const openapi = {
  async show({ cloud: { contracts }, origin, params }) {
    const { toOpenApi } = await import('../../contracts/core/openapi.js');
    return { status: 200, body: toOpenApi(await contractNamed(contracts, params.vendor), origin) };
  },
} satisfies ControlHandlers<'openapi'>;

export const coverage = {
  async show({ cloud: { contracts, load } }) {
    const vendors: Record<string, Coverage> = {};
    for (const vendor of Object.keys(contracts)) vendors[vendor] = await coverageOf(await load(vendor));
    return { status: 200, body: { vendors } };
  },
} satisfies ControlHandlers<'coverage'>;

/** Name of our own contract among the others. */
const CONTROL = 'control';

/** The contract of a vendor, or of the control API; throws `Failure` of kind `notFound` with the names there are. */
export async function contractNamed(
  contracts: Readonly<Record<string, Listed>>,
  name: string,
): Promise<LoadedContract> {
  if (name === CONTROL) return loadContract((await import('../../contracts/control/index.js')).control);
  const listed = Object.hasOwn(contracts, name) ? contracts[name] : undefined;
  if (listed !== undefined) return loadContract(await listed.load());
  const known = [...Object.keys(contracts), CONTROL].join(', ');
  throw new Failure('notFound', { text: `there is no contract "${name}"; there are ${known}` });
}
