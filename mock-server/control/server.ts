import { type Coverage, coverageOf } from './coverage.js';
import { openApiOf } from './openapi.js';
import type { ControlHandlers } from './running-server.js';

export const health = {
  show: ({ cloud: { version, vendors } }) => ({ status: 200, body: { status: 'ok', version, vendors: vendors.names } }),
} satisfies ControlHandlers<'health'>;

export const openapi = {
  show: async ({ cloud: { vendors }, origin, params }) => ({
    status: 200,
    body: await openApiOf(vendors, params.vendor, origin),
  }),
} satisfies ControlHandlers<'openapi'>;

export const coverage = {
  async show({ cloud: { vendors } }) {
    const shares: Record<string, Coverage> = {};
    for (const name of vendors.names) shares[name] = await coverageOf(await vendors.load(name));
    return { status: 200, body: { vendors: shares } };
  },
} satisfies ControlHandlers<'coverage'>;
