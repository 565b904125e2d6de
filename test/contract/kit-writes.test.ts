import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WireReply } from '../../contracts/core/dialect.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { withBody } from './kit.js';
import { foundIn, type Otherwise, resent } from './otherwise.js';
import { reply } from './toy.js';

/** Drifts that the answer to a write shows, or the next read; a run sees them with `allow`. */

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
beforeEach(() => mock.control.worlds.reset());
afterAll(() => mock.close());

const found = (vendor: string, only: readonly string[], otherwise: Otherwise) => foundIn(mock, vendor, only, otherwise);

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
