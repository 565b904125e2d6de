import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { overFetch } from '../../contracts/core/over-fetch.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { pathOf, trial } from './kit.js';
import {
  bodyOf,
  flask,
  foundIn,
  isGood,
  type Json,
  laravel,
  type Otherwise,
  resent,
  virtuozzo,
  withoutQuery,
} from './otherwise.js';
import { reply } from './toy.js';

/** Drifts that only a request shows which the other form refuses or ignores; a run sees them with `allow`. */

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
beforeEach(() => mock.control.worlds.reset());
afterAll(() => mock.close());

const allow = ['write', 'spend', 'destroy'] as const;

const found = (vendor: string, only: readonly string[], otherwise: Otherwise, least?: string[]) =>
  foundIn(mock, vendor, only, otherwise, least);

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
      'V6, old: takes no text for a relation',
      'virtfusion',
      ['users.*'],
      {
        at: 'GET /users/*/byExtRelation',
        reads: request => ({
          ...request,
          url: request.url.replace(/hostdouble-\w+\/byExtRelation/, '0/byExtRelation'),
        }),
      },
      ['warning takes-valid-input users.show $request.params.extRelationId'],
    ],
    [
      'like V6, old: refuses text for a relation',
      'virtfusion',
      ['users.*'],
      {
        at: 'GET /users/*/byExtRelation',
        reads: request => request,
        answers: (answer, { url }) =>
          url.includes('relStr=true') ? laravel('The ext relation id field must be an integer.') : answer,
      },
      ['warning takes-valid-input users.show $request.params.extRelationId'],
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

it('a read that newly needs more input is drift, also when only reads are allowed', async () => {
  const { report } = await trial(mock, {
    only: ['flavors.list'],
    refusals: false,
    between: (answer, request) =>
      pathOf(request).endsWith('/flavors') && !request.url.includes('region=')
        ? flask({ region: "'region' is a required property" })
        : answer,
  });
  expect(report.findings).toMatchObject([
    { id: 'infrahub/flavors.list/400/$request.query.region/takes-valid-input', severity: 'error' },
  ]);
});

it('a wrong input that a write takes is not followed by others, and what it made is taken away', async () => {
  const bodies: Json[] = [];
  const { report } = await trial(mock, {
    ...{ only: ['keypairs.*', 'environments.*'], allow },
    send: (request, timeout) => {
      if (request.method !== 'POST' || !pathOf(request).endsWith('/core/keypairs') || !isGood(mock, request))
        return overFetch(request, timeout);
      bodies.push(bodyOf(request));
      return overFetch(
        resent(request, body => {
          body.name ??= `hostdouble-${bodies.length}`;
          if (typeof body.environment_name !== 'string') body.environment_name = 'default-NORWAY-1';
          if (typeof body.public_key !== 'string')
            body.public_key = bodies.at(-1)?.name === undefined ? '' : body.public_key;
        }),
        timeout,
      );
    },
  });
  expect(report.findings.map(({ check, path }) => `${check} ${path}`)).toEqual([
    'refuses-malformed-input $request.body.environment_name',
  ]);
  expect(bodies).toHaveLength(2);
  expect(report.left).toEqual([]);
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
