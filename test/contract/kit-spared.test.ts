import { describe, expect, it } from 'vitest';
import { loadContract } from '../../contracts/core/define-contract.js';
import { contracts, vendorNamed } from '../../contracts/index.js';
import type { WireRequest } from '../../contracts/kit/transport/request.js';
import { planOf } from '../../contracts/run-contract.js';
import type { MockServer } from '../../mock-server/index.js';
import { type DrivenOptions, doubles, driven, everything } from './driven.js';
import { credentialsOf, pathOf } from './kit.js';
import { right } from './spoiled.js';

const double = doubles();

describe('a credential that a run was given', () => {
  const ofTokens = { ...everything, only: ['authentication'] } as const;
  const signOuts = (requests: readonly WireRequest[]) =>
    requests.filter(request => pathOf(request).endsWith('/signout'));

  it('is never signed out, also where nothing matters, and that is told', async () => {
    const mock = await double({ clock: 'frozen' });
    const { session = '' } = credentialsOf(mock, 'virtuozzo');
    const { report, requests } = await driven(mock.url, {
      vendor: 'virtuozzo',
      credentials: { session },
      ...everything,
    });
    expect(signOuts(requests)).toEqual([]);
    expect(report.operations.find(({ id }) => id === 'authentication.signOut')).toMatchObject({ reason: 'spared' });
    expect(report).toMatchObject({ verdict: 'held', left: [] });
  });

  it('is not the one that is signed out where the run can open a session of its own', async () => {
    const mock = await double({ clock: 'frozen' });
    const credentials = credentialsOf(mock, 'virtuozzo');
    const { report, requests } = await driven(mock.url, { vendor: 'virtuozzo', credentials, ...ofTokens });
    const sent = signOuts(requests).map(({ body }) => new URLSearchParams(body).get('session'));
    expect(sent.length).toBeGreaterThan(0);
    expect(sent).not.toContain(credentials.session);
    expect(report.operations.find(({ id }) => id === 'authentication.signOut')).toMatchObject({ outcome: 'held' });
  });

  it('is no token that is deleted or changed: only those are that the run made', async () => {
    const mock = await double({ clock: 'frozen' });
    const made = new Set<string>();
    const named: string[] = [];
    const { report } = await runOver(mock, made, named);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter(id => !made.has(id) && !UNKNOWN.test(id))).toEqual([]);
    expect(report.left).toEqual([]);
  });

  it('is no token that is deleted or changed where the run can make none: nothing names one', async () => {
    const mock = await double({ clock: 'frozen' });
    const named: string[] = [];
    const { report } = await runOver(mock, new Set(), named, {
      skip: ['authentication.createToken', 'authentication.deleteTokens'],
      answer: request =>
        pathOf(request).endsWith('/createtoken')
          ? {
              status: 200,
              headers: { 'content-type': 'application/json' },
              body: { result: 8, error: 'no', source: 'x' },
            }
          : undefined,
    });
    expect(named).toEqual([]);
    for (const id of ['authentication.editToken', 'authentication.regenerateToken'])
      expect(report.operations.find(one => one.id === id)).toMatchObject({
        outcome: 'not-compared',
        reason: 'no-data',
      });
  });

  const UNKNOWN = /^9{6}937$|^[^0-9]|^-?$/;

  /** A run over everything of Virtuozzo; notes the tokens that it makes, and those that it would end or change. */
  function runOver(mock: MockServer, made: Set<string>, named: string[], options: DrivenOptions = {}) {
    const credentials = credentialsOf(mock, 'virtuozzo');
    return driven(mock.url, {
      ...{ vendor: 'virtuozzo', credentials, ...ofTokens },
      onExchange: ({ entry, input, reply }) => {
        if (entry.id === 'authentication.createToken') made.add(String(Object(Object(reply.body).token).id));
        if (entry.operation.endsCredential !== 'named') return;
        for (const name of ['id', 'ids']) if (input.query?.[name] !== undefined) named.push(String(input.query[name]));
      },
      ...options,
    });
  }

  it('is told in a plan as well', async () => {
    const { contract, boxes } = right();
    Object.assign(Object(boxes.signOut), { endsCredential: 'named' });
    const steps = await planOf({ contract, ...everything });
    expect(steps.find(({ operation }) => operation === 'boxes.signOut')?.left).toBe(
      'it was spared, for it could end the credential that was given',
    );
  });
});

describe('the contract marks what ends a credential', () => {
  const OF_NODE = 'of what runs on a node';
  /** Operations whose names speak of credentials, and why they end none of the API's. */
  const others: Readonly<Record<string, string>> = {
    'authentication.signIn': 'makes one',
    'authentication.createToken': 'makes one',
    'authentication.signInByToken': 'makes one',
    'authentication.resetSignInAttempts': 'forgets what was tried, and ends nothing',
    'users.recoverPassword': 'sends a mail',
    'control.resetContainerPasswordById': OF_NODE,
    'control.resetContainersPasswordByGroup': OF_NODE,
    'control.resetNodePassword': OF_NODE,
    'control.resetNodePasswordById': OF_NODE,
    'control.resetNodePasswordByType': OF_NODE,
    'control.resetServicePassword': OF_NODE,
    'apiKeys.generate': 'makes one',
    'apiKeys.update': 'gives it another name, and nothing else',
    'servers.resetPassword': 'of an operating system',
    'users.resetPassword': 'of a customer at the panel',
    'users.loginTokens': 'makes them',
    'users.serverLoginTokens': 'makes them',
  };

  it.each(Object.keys(contracts))('%s', async vendor => {
    const contract = await loadContract(await vendorNamed(vendor).load());
    const speaking = contract.entries.filter(
      ({ id, operation }) =>
        operation.effect !== 'read' && /token|session|sign(in|out)|log(in|out)|api-?key|password/i.test(id),
    );
    for (const { id, operation } of speaking)
      expect([id, operation.endsCredential ?? others[id]]).toEqual([id, expect.any(String)]);
  });
});
