import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replyChecks } from '../../contracts/core/checks.js';
import type { WireReply } from '../../contracts/core/dialect.js';
import { replyFrom } from '../../contracts/core/over-fetch.js';
import type { Baseline } from '../../contracts/kit/report/baseline.js';
import { formats } from '../../contracts/kit/report/formats/index.js';
import type { Report } from '../../contracts/kit/report/report.js';
import type { WireRequest } from '../../contracts/kit/transport/request.js';
import { absenceChecks } from '../../contracts/kit/verdict/gone.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { pathOf, trial } from './kit.js';
import { load } from './spoiled.js';
import { refused, reply, toyTrial } from './toy.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
afterAll(() => mock.close());

const json = (status: number, body: unknown): WireReply =>
  replyFrom(status, { 'content-type': 'application/json' }, JSON.stringify(body));
const page = (status: number): WireReply => replyFrom(status, { 'content-type': 'text/html' }, '<html>Not here</html>');
const ofGateway = json(404, { message: 'no Route matched with those values' });
const unserved = replyFrom(501, { 'x-hostdouble-unserved': 'stocks.list' }, '');

const goneIn = ({ findings }: Report) => findings.filter(({ check }) => check === 'operation-gone');
const lineOf = ({ operations }: Report, id: string) => operations.find(one => one.id === id);
const ofCore = (request: WireRequest): boolean => pathOf(request).startsWith('/v1/core/');
const two = { only: ['regions.list', 'stocks.list'], refusals: false } as const;
const ofStocks = (request: WireRequest): boolean => pathOf(request).endsWith('/core/stocks');

it('the check has an id and a sentence, and is one of those of the library', () => {
  expect(absenceChecks).toMatchObject([{ id: 'operation-gone', sentence: expect.stringMatching(/^[A-Z].*\.$/) }]);
  expect(replyChecks.map(({ id }) => id)).not.toContain('operation-gone');
});

it('a page in place of the answer to a write is drift at once, for a write is not asked again', async () => {
  const { report } = await trial(mock, {
    ...{ only: ['environments.create'], refusals: false, allow: ['write', 'destroy'] },
    between: (answer, request) => (request.method === 'POST' ? page(200) : answer),
  });
  expect(report.findings).toContainEqual(
    expect.objectContaining({ operation: 'environments.create', check: 'media-type', severity: 'error' }),
  );
});

describe('operations of a service that a gateway no longer routes', () => {
  it('are findings, and the run fails', async () => {
    const ofOthers = ['billing.*', 'credit.*', 'pricebook.*'];
    const { report } = await trial(mock, {
      only: ['regions.*', 'stocks.*', 'flavors.*', 'environments.*', 'volumes.*', 'virtualMachines.*', ...ofOthers],
      between: (answer, request) => (ofCore(request) ? ofGateway : answer),
    });
    expect(report).toMatchObject({ verdict: 'drift', exitCode: 2 });
    expect(goneIn(report).length).toBeGreaterThanOrEqual(8);
    expect(goneIn(report)).toContainEqual(
      expect.objectContaining({
        ...{ id: 'infrahub/regions.list/404/$/operation-gone', severity: 'error', evidence: 'documented' },
        ...{ found: 'no such route (404)', confirmed: true },
      }),
    );
    expect(report.findings.every(({ check }) => check === 'operation-gone')).toBe(true);
    expect(report.sentence).toMatch(
      /More than a third of the documented reads that were called are gone: \d+ of \d+\.$/,
    );
    expect(lineOf(report, 'regions.list')).toMatchObject({
      ...{ outcome: 'drift', reason: 'absent', detail: 'answered 404 (no such route)' },
    });
    expect(report.counts.operations.compared).toBe(report.operations.filter(({ reason }) => reason === null).length);
    expect(lineOf(report, 'billing.usage')?.outcome).toBe('held');
  });

  it('are sixteen when they vanish while the run is on, also those that name things', async () => {
    const { report } = await trial(mock, {
      refusals: false,
      between: (answer, request) => {
        const isList = /\/(virtual-machines|volumes|environments|images)$/.test(pathOf(request));
        return ofCore(request) && !isList ? ofGateway : answer;
      },
    });
    const gone = goneIn(report).map(({ operation }) => operation);
    expect(report.exitCode).toBe(2);
    expect(gone).toEqual(expect.arrayContaining(['virtualMachines.show', 'volumes.show', 'environments.vmQuota']));
  });

  it('whose answers are pages or 503 do not end the run while others answer', async () => {
    for (const answer of [page(404), page(503), page(200), json(500, { message: 'Internal Server Error' })]) {
      const { report } = await trial(mock, {
        ...{ refusals: false, retries: 0 },
        between: (answered, request) => (ofCore(request) ? answer : answered),
      });
      expect([report.exitCode, report.verdict]).toEqual([2, 'drift']);
      expect(goneIn(report).length).toBeGreaterThanOrEqual(8);
      expect(lineOf(report, 'billing.usage')?.outcome).toBe('held');
    }
  });

  it('are findings too where nothing else was asked for', async () => {
    for (const answer of [ofGateway, json(503, { message: 'no healthy upstream' })]) {
      const { report } = await trial(mock, {
        ...{ only: ['regions', 'stocks', 'flavors', 'images', 'keypairs.list'], refusals: false, retries: 0 },
        between: (answered, request) => (ofCore(request) ? answer : answered),
      });
      expect([report.exitCode, report.verdict]).toEqual([2, 'drift']);
    }
  });
});

describe('one operation', () => {
  it.each<[string, WireReply, string]>([
    ['that is no route of the gateway', ofGateway, 'no such route (404)'],
    [
      'that is no route of the web framework',
      json(404, { message: 'The requested URL was not found on the server.' }),
      'no such route (404)',
    ],
    ['that takes another verb', json(405, { message: 'The method is not allowed.' }), 'wrong verb (405)'],
    ['that is not implemented', json(501, { message: 'Not Implemented' }), 'not implemented (501)'],
    ['behind a page', page(200), 'a page of something before the API (200)'],
    [
      'that redirects to a login',
      replyFrom(302, { location: 'https://example.com/login' }, ''),
      'a page of something before the API (302)',
    ],
    ['that fails each time', json(500, { message: 'Internal Server Error' }), 'trouble of the server (500)'],
    ['that a gateway gives up', page(504), 'trouble of the server (504)'],
    ['that fails in a way of a gateway', page(522), 'trouble of the server (522)'],
  ])('%s is gone', async (_what, answer, found) => {
    const { report } = await trial(mock, {
      ...two,
      between: (answered, request) => (ofStocks(request) ? answer : answered),
    });
    expect(report).toMatchObject({
      exitCode: 2,
      findings: [{ operation: 'stocks.list', check: 'operation-gone', severity: 'error', found, confirmed: true }],
    });
  });

  it.each<[string, WireReply, string]>([
    [
      'the vendor says that nothing is there',
      json(404, { status: false, message: 'Not found', error_reason: 'not_found' }),
      'absent',
    ],
    ['our double does not serve it', unserved, 'unserved'],
    ['the right is missing', json(403, { status: false, message: 'no', error_reason: 'forbidden' }), 'permission'],
  ])('is not gone where %s', async (_what, answer, reason) => {
    const { report } = await trial(mock, {
      ...two,
      between: (answered, request) => (ofStocks(request) ? answer : answered),
    });
    expect(goneIn(report)).toEqual([]);
    expect(report.exitCode).toBe(0);
    expect(lineOf(report, 'stocks.list')).toMatchObject({ outcome: 'not-compared', reason });
  });

  it.each([1, 2])('is not gone where it answers well after %i times', async most => {
    let asked = 0;
    const { report } = await trial(mock, {
      ...{ ...two, retries: 0 },
      between: (answered, request) => {
        if (!ofStocks(request)) return answered;
        asked += 1;
        return asked <= most ? json(503, { message: 'busy' }) : answered;
      },
    });
    expect(report).toMatchObject({ exitCode: 0, findings: [] });
  });

  it('that is the first to be called may be in trouble, and the endpoint is there', async () => {
    const { report } = await trial(mock, {
      ...{ refusals: false, retries: 0 },
      between: (answered, request) =>
        pathOf(request).endsWith('/billing/billing/usage') ? json(500, { message: 'no' }) : answered,
    });
    expect(report.exitCode).toBe(2);
    expect(goneIn(report).map(({ operation }) => operation)).toEqual(['billing.usage']);
  });

  it('of which the run has no ids that exist is not gone', async () => {
    const { report } = await trial(mock, {
      ...{ only: ['volumes.show'], refusals: false },
      between: (answered, request) => {
        if (/\/core\/volumes$/.test(pathOf(request)))
          return json(200, { status: true, message: 'ok', page: null, page_size: null, count: 0, volumes: [] });
        return pathOf(request).includes('/core/volumes/') ? ofGateway : answered;
      },
    });
    expect(goneIn(report)).toEqual([]);
  });

  it('whose thing was deleted meanwhile is not gone', async () => {
    let deleted = false;
    const { report } = await toyTrial(
      {},
      ({ method, url }) => {
        if (method === 'GET' && url.endsWith('/things/1')) {
          deleted = true;
          return refused('noRoute');
        }
        return deleted && url.endsWith('/things') ? reply(200, { things: [] }) : undefined;
      },
      { allow: [] },
    );
    expect(goneIn(report)).toEqual([]);
  });

  it('with another thing in trouble is not gone while one answers', async () => {
    const { report } = await toyTrial(
      {},
      ({ method, url }, { things }) => {
        things.set(2, { id: 2, name: 'sound', state: 'READY' });
        return method === 'GET' && url.endsWith('/things/1') ? refused('internal') : undefined;
      },
      { allow: [] },
    );
    expect(goneIn(report)).toEqual([]);
  });

  it('that changes something is asked once, and told as not repeated', async () => {
    const { report, changes } = await toyTrial({}, ({ method }) =>
      method === 'POST' ? json(405, { message: 'no' }) : undefined,
    );
    expect(goneIn(report)).toMatchObject([{ operation: 'things.create', found: 'wrong verb (405)', confirmed: false }]);
    expect(changes.filter(one => one === 'POST /things')).toEqual([]);
  });
});

describe('how grave it is', () => {
  const gone = (id: string, vendor: string, path: string) =>
    trial(mock, {
      ...{ vendor, only: [id], refusals: false },
      between: (answered, request) => (pathOf(request).endsWith(path) ? page(404) : answered),
    });

  it('follows how sure the contract is', async () => {
    const seen: Record<string, string> = {};
    const { report } = await trial(mock, {
      ...{ vendor: 'virtuozzo', refusals: false },
      between: (answered, request) => (/getaccount$|signin|getenvs$/i.test(pathOf(request)) ? answered : page(404)),
    });
    for (const { severity, evidence } of goneIn(report)) seen[evidence] = severity;
    expect(seen).toMatchObject({ client: 'warning', documented: 'error' });
  });

  it('is only told where an account may lack it', async () => {
    const { report } = await gone('selfService.currencies', 'virtfusion', '/selfService/currencies');
    expect(goneIn(report)).toEqual([]);
    expect(lineOf(report, 'selfService.currencies')).toMatchObject({
      ...{ outcome: 'not-compared', reason: 'may-be-absent' },
      detail: 'a panel may do without self service; no such route (404)',
    });
    const { report: more } = await trial(mock, {
      ...{ vendor: 'virtfusion', only: ['selfService.currencies', 'packages.list'], refusals: false },
      between: (answered, request) => (pathOf(request).endsWith('/currencies') ? page(404) : answered),
    });
    expect(more).toMatchObject({ verdict: 'held', exitCode: 0 });
    for (const write of Object.values(formats).filter(one => one !== formats.github))
      expect(write(more)).toMatch(/an account may lack it|may-be-absent/);
  });
});

describe('more than a third', () => {
  const stocksAlone = (baseline?: Baseline, only = ['regions.list', 'stocks.list']) =>
    trial(mock, {
      ...{ only, refusals: false, ...(baseline && { baseline }) },
      between: (answered, request) => (ofStocks(request) ? ofGateway : answered),
    });
  const allowed: Baseline = {
    allow: [{ id: 'infrahub/stocks.list/404/$/operation-gone', reason: 'known', expires: '2099-01-01' }],
  };

  it('of the documented reads is drift, also where a baseline allows the single ones', async () => {
    const { report } = await stocksAlone(allowed);
    expect(report).toMatchObject({
      ...{ exitCode: 2, verdict: 'drift' },
      sentence: 'More than a third of the documented reads that were called are gone: 1 of 2.',
    });
    expect(report.findings).toMatchObject([{ allowed: 'known' }]);
  });

  it('is not reached by one of three, which a baseline can allow', async () => {
    const { report } = await stocksAlone(allowed, ['regions.list', 'stocks.list', 'flavors.list']);
    expect(report).toMatchObject({ exitCode: 0, verdict: 'held' });
    const { report: plain } = await stocksAlone(undefined, ['regions.list', 'stocks.list', 'flavors.list']);
    expect([plain.exitCode, plain.sentence]).toEqual([2, 'The contract no longer holds: 1 finding.']);
  });
});

it('a reason that is none is refused at load', async () => {
  await expect(load(['things show mayBeAbsent', ''])).rejects.toThrow('things.show: mayBeAbsent gives no reason');
  await expect(load(['things show mayBeAbsent', 'a plan may lack it'])).resolves.toBeDefined();
});
