import type { AnyReply } from '../../../mock-server/calls/handler.js';
import type { RawInput } from '../../../mock-server/calls/input.js';
import { issue } from '../../../mock-server/vendors/virtuozzo/credentials.js';
import { install } from '../../../mock-server/vendors/virtuozzo/marketplace/installing.js';
import { readManifest } from '../../../mock-server/vendors/virtuozzo/marketplace/manifest.js';
import { Work } from '../../../mock-server/vendors/virtuozzo/marketplace/work.js';
import { createCloud } from '../../../mock-server/vendors/virtuozzo/seed.js';

const START = Date.UTC(2025, 0, 1);
export const ENVIRONMENT = 'env-7000001';
const info = {
  result: 0,
  env: { envName: ENVIRONMENT, domain: 'x', status: 1, sslstate: false },
  nodes: [
    { id: 11, nodeGroup: 'cp', nodeType: 'nodejs', ismaster: true },
    { id: 12, nodeGroup: 'cp', nodeType: 'nodejs', ismaster: false },
    { id: 13, nodeGroup: 'sqldb', nodeType: 'mysql', ismaster: true },
  ],
};

/** A call that an action makes of the platform. */
export type Made = readonly [operation: string, query: RawInput['query']];

/** Installs an application that does these actions, on a platform that answers well but for these operations. */
export function does(onInstall: object, replies: Readonly<Record<string, () => AnyReply>> = {}) {
  const made: Made[] = [];
  const cloud = createCloud({ seed: 1, start: START, issued: issue('default', 1), settings: {} });
  const holder = cloud.accounts.all()[0]?.id ?? 0;
  const credential = { scheme: 'session', value: 'x', holder, state: 'valid', rights: 'all', expires: null } as const;
  const work = new Work({
    cloud,
    caller: { holder, credential },
    invoke: (operation, { query = {} }) => {
      const isAboutOwn = operation === 'control.getEnvInfo';
      if (!isAboutOwn && operation !== 'control.createEnvironment') made.push([operation, query]);
      return replies[operation]?.() ?? { status: 200, body: isAboutOwn ? info : { result: 0 }, takes: 1000 };
    },
  });
  const text = JSON.stringify({ type: 'install', name: 'x', nodes: { nodeType: 'nodejs' }, onInstall });
  const order = { manifest: readManifest(text), baseUrl: '', envName: ENVIRONMENT, settings: {} };
  return { ...install(work, order), work, made };
}
