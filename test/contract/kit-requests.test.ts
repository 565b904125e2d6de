import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WireReply } from '../../contracts/core/dialect.js';
import { overFetch } from '../../contracts/core/over-fetch.js';
import type { WireRequest } from '../../contracts/kit/transport/request.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { credentialsOf, pathOf, trial, withBody } from './kit.js';
import { reply } from './toy.js';

/** Drifts that only a request, or the answer to a write, shows; a run sees them with `allow`. */

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
beforeEach(() => mock.control.worlds.reset());
afterAll(() => mock.close());

const allow = ['write', 'spend', 'destroy'] as const;

/** How an endpoint differs from the double: it refuses a request, reads it otherwise, or answers it otherwise. */
interface Otherwise {
  /** Method and path, `PUT /servers/*`. */
  readonly at: string;
  readonly refuses?: (body: Json) => WireReply | undefined;
  readonly reads?: (request: WireRequest) => WireRequest;
  readonly answers?: (answer: WireReply, request: WireRequest) => WireReply;
}

type Json = Readonly<Record<string, unknown>>;

const bodyOf = ({ body, headers }: WireRequest): Json => {
  if (body === undefined) return {};
  return headers['content-type']?.includes('json') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
};

const isAt = ({ at }: Otherwise, request: WireRequest): boolean => {
  const [method = '', path = ''] = at.split(' ');
  const pattern = new RegExp(`${path.replaceAll('*', '[^/]+')}$`, 'i');
  return request.method === method && pattern.test(pathOf(request));
};

/** Whether a request has the double's own credential, and is about a thing that may be there. */
const isGood = ({ url, headers, body = '' }: WireRequest): boolean => {
  const own = ['virtfusion', 'infrahub', 'virtuozzo'].flatMap(vendor => Object.values(credentialsOf(mock, vendor)));
  const sent = [...Object.values(headers), body].join(' ');
  return (
    own.some(credential => credential !== '' && sent.includes(credential)) && !`${url} ${body}`.includes('999999937')
  );
};

/** The findings of a run against such an endpoint, as `severity check operation place`, and the run itself. */
async function found(
  vendor: string,
  only: readonly string[],
  otherwise: Otherwise,
  least = ['error', 'warning', 'notice'],
) {
  const { report } = await trial(mock, {
    ...{ vendor, only, allow, disposable: false },
    send: async (request, timeout) => {
      if (!isAt(otherwise, request)) return overFetch(request, timeout);
      const refusal = isGood(request) ? otherwise.refuses?.(bodyOf(request)) : undefined;
      if (refusal !== undefined) return refusal;
      const answer = await overFetch(otherwise.reads?.(request) ?? request, timeout);
      return otherwise.answers?.(answer, request) ?? answer;
    },
  });
  expect(report.left).toEqual([]);
  return report.findings
    .filter(({ severity }) => least.includes(severity))
    .map(({ severity, check, operation, path }) => `${severity} ${check} ${operation} ${path}`);
}

/** A body with another value, or without a member. */
const resent = (request: WireRequest, change: (body: Record<string, unknown>) => void): WireRequest => {
  const body = { ...bodyOf(request) };
  change(body);
  const isJson = request.headers['content-type']?.includes('json');
  const texts = Object.entries(body).map(([key, value]): [string, string] => [key, String(value)]);
  return { ...request, body: isJson ? JSON.stringify(body) : `${new URLSearchParams(texts)}` };
};

/** Takes a member of the query out, as an endpoint does that knows no such name or takes any text. */
const withoutQuery = (request: WireRequest, name: string): WireRequest => {
  const url = new URL(request.url);
  url.searchParams.delete(name);
  return { ...request, url: url.href };
};

const laravel = (...errors: string[]): WireReply => reply(422, { errors });
const flask = (errors: Json): WireReply => reply(400, { errors, message: 'Input payload validation failed' });
const virtuozzo = (result: number, error: string): WireReply => reply(200, { result, error });

describe('a request that an endpoint newly takes or refuses is drift', () => {
  it.each<[string, string, string[], Otherwise, string[]]>([
    [
      'I7: takes any text for a page',
      'infrahub',
      ['history.virtualMachines'],
      {
        at: 'GET /billing/billing/history/virtual-machine',
        reads: request => withoutQuery(request, 'page'),
      },
      ['warning refuses-malformed-input history.virtualMachines $request.query.page'],
    ],
    [
      'like I7: wants text where a number was',
      'infrahub',
      ['volumes.*', 'environments.*'],
      {
        at: 'POST /core/volumes',
        refuses: ({ size }) =>
          typeof size === 'number' ? flask({ size: `${size} is not of type 'string'` }) : undefined,
      },
      ['warning takes-valid-input volumes.create $request.body.size'],
    ],
    [
      'like I16, old: needs what is not sent any more',
      'infrahub',
      ['volumes.*', 'environments.*'],
      {
        at: 'POST /core/volumes',
        refuses: body => ('is_image' in body ? undefined : flask({ is_image: "'is_image' is a required property" })),
      },
      ['error takes-valid-input volumes.create $request.body.is_image'],
    ],
    [
      'like I18, new: needs a member that came, and says so in words alone',
      'infrahub',
      ['keypairs.*', 'environments.*'],
      {
        at: 'POST /core/keypairs',
        refuses: () => reply(400, { status: false, message: 'role is required', error_reason: 'bad_request' }),
      },
      ['error takes-valid-input keypairs.import $request.body.role'],
    ],
    [
      'like I18, old: does without what the contract needs',
      'infrahub',
      ['keypairs.*', 'environments.*'],
      {
        at: 'POST /core/keypairs',
        reads: request =>
          resent(request, body => {
            body.public_key ??= 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl x';
          }),
      },
      ['warning refuses-malformed-input keypairs.import $request.body.public_key'],
    ],
    [
      'V2, old: knows the cores by another name',
      'virtfusion',
      ['serverSettings.cpuCores'],
      {
        at: 'PUT /servers/*/modify/cpuCores',
        refuses: ({ cpuCores }) => (cpuCores === undefined ? laravel('The cpu cores field is required.') : undefined),
      },
      ['error takes-valid-input serverSettings.cpuCores $request.body["cpu cores"]'],
    ],
    [
      'V7, new: needs to be told the interface',
      'virtfusion',
      ['serverNetwork.removeIpv4'],
      {
        at: 'DELETE /servers/*/ipv4',
        refuses: body => (body.interface === undefined ? laravel('The interface field is required.') : undefined),
      },
      ['error takes-valid-input serverNetwork.removeIpv4 $request.body.interface'],
    ],
    [
      'V9, otherwise: knows the older form of VNC no more',
      'virtfusion',
      ['vnc.set'],
      {
        at: 'POST /servers/*/vnc',
        refuses: body => (body.vnc === undefined ? laravel('The vnc field is required.') : undefined),
      },
      ['error takes-valid-input vnc.set $request.body.vnc'],
    ],
    [
      'has another list of words than the contract',
      'virtfusion',
      ['serverSettings.backupAccess'],
      {
        at: 'PUT /servers/*/backupManager/access',
        refuses: ({ type }) => (type === 'view_restore' ? laravel('The selected type is invalid.') : undefined),
      },
      ['warning takes-valid-input serverSettings.backupAccess $request.body.type'],
    ],
    [
      'like Z1: needs a parameter that came',
      'virtuozzo',
      ['binder.attachExtIp', 'control.getEnvInfo'],
      {
        at: 'POST /environment/binder/rest/attachextip',
        refuses: ({ zone }) => (zone === undefined ? virtuozzo(3, 'missing required parameter: zone') : undefined),
      },
      ['error takes-valid-input binder.attachExtIp $request.query.zone'],
    ],
  ])('%s', async (_what, vendor, only, otherwise, findings) => {
    expect(await found(vendor, only, otherwise)).toEqual(findings);
  });
});

describe('a write that is answered or done otherwise is drift', () => {
  const status = (to: number, body?: unknown) => (answer: WireReply) =>
    answer.status >= 400 ? answer : reply(to, body);

  it.each<[string, string, string[], Otherwise, string[]]>([
    [
      'V1: 201 was 204',
      'virtfusion',
      ['serverSettings.rename'],
      { at: 'PUT /servers/*/modify/name', answers: status(204) },
      ['error status serverSettings.rename $'],
    ],
    [
      'V2: 200 with a body was 204',
      'virtfusion',
      ['servers.changePackage'],
      { at: 'PUT /servers/*/package/*', answers: status(204) },
      ['error status servers.changePackage $'],
    ],
    [
      'like V2: 204 is 200 with a body',
      'virtfusion',
      ['servers.suspend', 'servers.unsuspend'],
      { at: 'POST /servers/*/suspend', answers: status(200, { info: [] }) },
      ['error status servers.suspend $'],
    ],
    [
      'like V2: 200 is 201',
      'infrahub',
      ['keypairs.*', 'environments.*'],
      {
        at: 'POST /core/keypairs',
        answers: answer => (answer.status === 200 ? { ...answer, status: 201 } : answer),
      },
      ['error status keypairs.import $'],
    ],
    [
      'V2, old: passes over the cores',
      'virtfusion',
      ['serverSettings.cpuCores', 'servers.show'],
      {
        at: 'PUT /servers/*/modify/cpuCores',
        reads: request =>
          resent(request, body => {
            if (body.cores === 4) body.cores = 1;
          }),
      },
      ['notice not-kept servers.show $.data.settings.resources.cpuCores'],
    ],
    [
      'passes over a name',
      'virtfusion',
      ['serverSettings.rename', 'servers.show'],
      {
        at: 'PUT /servers/*/modify/name',
        reads: request =>
          resent(request, body => {
            if (typeof body.name === 'string' && body.name !== '') body.name = 'as before';
          }),
      },
      ['warning not-kept servers.show $.data.name'],
    ],
    [
      'I21: shows no labels, though they were sent',
      'infrahub',
      ['virtualMachines.editLabels', 'virtualMachines.show'],
      {
        at: 'GET /core/virtual-machines/*',
        answers: answer =>
          withBody(answer, body => {
            const machine: unknown = Reflect.get(Object(body), 'instance');
            if (machine !== undefined) Reflect.set(Object(machine), 'labels', []);
            return body;
          }),
      },
      ['warning not-kept virtualMachines.show $.instance.labels'],
    ],
    [
      'Z2, in reads: shows no address on a node of this run that has one',
      'virtuozzo',
      ['binder.setExtIpCount', 'control.getEnvInfo'],
      {
        at: 'POST /environment/control/rest/getenvinfo',
        answers: answer =>
          withBody(answer, body => {
            const nodes: unknown = Reflect.get(Object(body), 'nodes');
            if (Array.isArray(nodes)) for (const node of nodes) delete node.extIPs;
            return body;
          }),
      },
      ['warning not-kept control.getEnvInfo $.nodes[*].extIPs'],
    ],
    [
      'like Z1: a member of the data does nothing any more',
      'virtuozzo',
      ['control.setCloudletsCountById', 'control.getEnvInfo'],
      {
        at: 'POST /environment/control/rest/setcloudletscountbyid',
        reads: request =>
          resent(request, body => {
            if (body.flexibleCloudlets === '8') body.flexibleCloudlets = '4';
          }),
      },
      ['warning not-kept control.getEnvInfo $.nodes[*].flexibleCloudlets'],
    ],
  ])('%s', async (_what, vendor, only, otherwise, findings) => {
    expect(await found(vendor, only, otherwise)).toEqual(findings);
  });
});

describe('a refusal for what only this account lacks is no drift', () => {
  const grave = ['error', 'warning'];

  it.each<[string, string, string[], Otherwise]>([
    [
      'room',
      'virtfusion',
      ['servers.create'],
      { at: 'POST /servers', refuses: () => laravel('No hypervisor with enough resources is available') },
    ],
    [
      'a package',
      'virtfusion',
      ['servers.create'],
      { at: 'POST /servers', refuses: () => laravel('The selected package id is invalid.') },
    ],
    [
      'money',
      'infrahub',
      ['virtualMachines.create', 'environments.*', 'keypairs.*'],
      {
        at: 'POST /core/virtual-machines',
        refuses: () =>
          reply(400, {
            ...{ status: false, message: 'Insufficient balance to create the resource' },
            error_reason: 'bad_request',
          }),
      },
    ],
    [
      'an image',
      'infrahub',
      ['virtualMachines.create', 'environments.*', 'keypairs.*'],
      {
        at: 'POST /core/virtual-machines',
        refuses: () => reply(400, { status: false, message: 'Image does not exist', error_reason: 'not_found' }),
      },
    ],
    [
      'a type of volume',
      'infrahub',
      ['volumes.*', 'environments.*'],
      { at: 'POST /core/volumes', refuses: () => flask({ volume_type: 'Cloud-SSD is not available' }) },
    ],
    [
      'a higher limit',
      'virtuozzo',
      ['control.createEnvironment'],
      {
        at: 'POST /environment/control/rest/createenvironment',
        refuses: () => virtuozzo(2338, 'configuration exceeds the limits of the account'),
      },
    ],
    [
      'a node type',
      'virtuozzo',
      ['control.createEnvironment'],
      {
        at: 'POST /environment/control/rest/createenvironment',
        refuses: () => virtuozzo(3, 'invalid parameter [nodes[0].nodeType]'),
      },
    ],
  ])('%s', async (_what, vendor, only, otherwise) => {
    expect(await found(vendor, only, otherwise, grave)).toEqual([]);
  });
});

it.each(['virtfusion', 'infrahub', 'virtuozzo'])('a run of %s that may do everything finds nothing', async vendor => {
  const { report } = await trial(mock, { vendor, allow });
  expect(report.findings).toEqual([]);
  expect(report.left).toEqual([]);
});
