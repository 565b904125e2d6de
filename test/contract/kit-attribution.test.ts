import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { WireReply } from '../../contracts/core/dialect.js';
import { assumed, client, observed } from '../../contracts/core/evidence.js';
import type { Report, ReportFinding } from '../../contracts/kit/report/report.js';
import { run } from '../../contracts/kit/run/run.js';
import { type Attributable, type AttributionFacts, attribute } from '../../contracts/kit/verdict/attribution.js';
import { type Mover, movers } from '../../contracts/kit/verdict/movers.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { trial, withBody } from './kit.js';
import { right } from './spoiled.js';

const finding: Attributable = { check: 'type', path: '$.name', evidence: 'documented', severity: 'error' };
const facts: AttributionFacts = { answered: 10, showing: 1 };
const before = { found: false, on: '2026-01-31' };

const cases: [string, Partial<Attributable>, Partial<AttributionFacts>, Mover, RegExp][] = [
  ['nothing that tells', {}, {}, 'unknown', /--since/],
  ['an earlier report without it', {}, { earlier: before }, 'endpoint', /^It answered otherwise.* 2026-01-31 /],
  ['an earlier report with it', {}, { earlier: { ...before, found: true } }, 'unknown', /2026-01-31 found the same/],
  ['an observed answer', { evidence: 'observed' }, {}, 'endpoint', /printed in public/],
  ['published clients', { evidence: 'client' }, {}, 'endpoint', /[Pp]ublished clients/],
  ['clients, for a word of a list', { evidence: 'client', check: 'enum' }, {}, 'unknown', /--since/],
  ['clients, for a new field', { evidence: 'client', severity: 'notice' }, {}, 'unknown', /--since/],
  ['what is only assumed', { evidence: 'assumed' }, {}, 'contract', /only assumes/],
  ['what is disputed', { evidence: 'disputed' }, {}, 'contract', /own documents differ/],
  ['what is assumed and was so before', { evidence: 'assumed' }, { earlier: before }, 'endpoint', /otherwise before/],
  ['one media type everywhere', { check: 'media-type', path: '$' }, { showing: 9 }, 'between', /9 of the 10/],
  ['the same, and a report', { check: 'media-type', path: '$' }, { showing: 9, earlier: before }, 'between', /10/],
  ['one media type on some', { check: 'media-type', path: '$' }, { showing: 7 }, 'unknown', /--since/],
  ['one of one', { check: 'media-type', path: '$' }, { showing: 1, answered: 1 }, 'unknown', /--since/],
  ['text for JSON everywhere', { check: 'type', path: '$' }, { showing: 10 }, 'between', /10 of the 10/],
  ['one field everywhere', {}, { showing: 10 }, 'unknown', /--since/],
  ['numbers written anew', { check: 'number-form', path: '$' }, { isRewritten: true }, 'between', /decimal point/],
  ['a page in its place', { check: 'status', path: '$' }, { byIntermediary: true }, 'between', /page/],
  ['no right', { check: 'status', path: '$' }, { failure: 'forbidden' }, 'account', /lacks the right/],
  ['no money', { check: 'after-failed', path: '$' }, { failure: 'funds' }, 'account', /the money/],
  ['a limit', { check: 'status', path: '$' }, { failure: 'quota', earlier: before }, 'account', /the quota/],
  ['no stock', { check: 'status', path: '$' }, { failure: 'stock' }, 'account', /made of/],
  ['a refusal of another form', { check: 'failure-shape' }, { failure: 'forbidden' }, 'unknown', /--since/],
  [
    'an operation without the right',
    { check: 'operation-gone', path: '$' },
    { reason: 'permission' },
    'account',
    /right/,
  ],
  ['an operation without data', { check: 'operation-gone', path: '$' }, { reason: 'no-data' }, 'account', /the data/],
  ['a state', { check: 'operation-gone', path: '$' }, { reason: 'state', earlier: before }, 'account', /right state/],
  ['a limit of calls', { check: 'operation-gone', path: '$' }, { reason: 'rate-limit' }, 'account', /limit of calls/],
  ['no credential', { check: 'operation-gone', path: '$' }, { reason: 'credential' }, 'account', /the credential/],
  ['no account', { check: 'operation-gone', path: '$' }, { reason: 'account' }, 'account', /money or the quota/],
  ['a product', { check: 'operation-gone', path: '$' }, { reason: 'may-be-absent' }, 'account', /the product/],
  ['other things that hold', { check: 'missing-field' }, { othersHold: true }, 'account', /hangs on the data/],
  ['other things, where assumed', { evidence: 'assumed' }, { othersHold: true }, 'contract', /assumes/],
];

describe('who moved', () => {
  it.each(cases)('for %s', (_name, ofFinding, known, movedBy, said) => {
    const attribution = attribute({ ...finding, ...ofFinding }, { ...facts, ...known });
    expect(attribution.movedBy).toBe(movedBy);
    expect(attribution.because).toMatch(said);
    expect(attribution.because).toMatch(/^[A-Z][^.]*\.$|^[A-Z][^.]*\.\d[^.]*\.$/);
  });

  it('is each of its words in some case', () => {
    expect(new Set(cases.map(([, , , mover]) => mover))).toEqual(new Set(movers));
  });
});

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
afterAll(() => mock.close());

const named = ({ findings }: Report, part: string): ReportFinding | undefined =>
  findings.find(({ id }) => id.includes(part));

const FEW = { only: ['regions.list', 'images.list', 'environments.list', 'flavors.list'], refusals: false } as const;

const change =
  (path: string, edit: (body: Record<string, unknown>) => unknown) => (reply: WireReply, request: { url: string }) =>
    new URL(request.url).pathname.endsWith(path) ? withBody(reply, body => edit(Object(body))) : reply;

const rowsOf = (body: Record<string, unknown>, key: string): Record<string, unknown>[] => Object(body[key]);

describe('a run says who moved', () => {
  it('the endpoint, when an earlier report has it not; and not, when it has', async () => {
    const between = change('/core/regions', body => ({ ...body, regions: 'many' }));
    const held = (await trial(mock, FEW)).report;
    const first = (await trial(mock, { ...FEW, between })).report;
    const second = (await trial(mock, { ...FEW, between, since: held })).report;
    const third = (await trial(mock, { ...FEW, between, since: first })).report;
    const word = (report: Report) => named(report, '$.regions/type')?.movedBy;
    expect([word(first), word(second), word(third)]).toEqual(['unknown', 'endpoint', 'unknown']);
    expect(named(third, '$.regions/type')?.because).toContain('found the same');
  });

  it('not the endpoint, when the earlier report compared other operations or is of another vendor', async () => {
    const between = change('/core/regions', body => ({ ...body, regions: 'many' }));
    const other = (await trial(mock, { only: ['images.list'], refusals: false })).report;
    const foreign = { ...(await trial(mock, FEW)).report, vendor: 'acme' };
    for (const since of [other, foreign]) {
      const { report } = await trial(mock, { only: ['regions.list'], refusals: false, between, since });
      expect(named(report, '$.regions/type')?.movedBy).toBe('unknown');
    }
  });

  it('of a refusal, when the earlier report tried refusals', async () => {
    const between = (reply: WireReply): WireReply =>
      reply.status === 401 ? { ...reply, status: 200, body: { status: true, message: 'x', regions: [] } } : reply;
    const only = { only: ['regions.list'], between };
    const tried = (await trial(mock, { only: ['regions.list'] })).report;
    const untried = (await trial(mock, { only: ['regions.list'], refusals: false })).report;
    const word = async (since: Report) =>
      named((await trial(mock, { ...only, since })).report, 'refuses-no-credential')?.movedBy;
    expect([await word(tried), await word(untried)]).toEqual(['endpoint', 'unknown']);
  });

  it('of the form that all failures share, when the earlier report compared anything', async () => {
    const between = (reply: WireReply): WireReply =>
      reply.status === 401 ? { ...reply, body: { ...Object(reply.body), trace: 1 } } : reply;
    const since = (await trial(mock, { only: ['images.list'] })).report;
    const { report } = await trial(mock, { only: ['regions.list'], between, since });
    expect(named(report, '(unauthenticated)/401/$.trace')?.movedBy).toBe('endpoint');
  });

  it('something between, for one media type on every operation, a page, a gateway, and numbers written anew', async () => {
    const typed = (reply: WireReply): WireReply => ({ ...reply, headers: { 'content-type': 'text/plain' } });
    const all = (await trial(mock, { ...FEW, between: typed })).report;
    expect(all.findings.length).toBe(4);
    for (const one of all.findings)
      expect(one).toMatchObject({ movedBy: 'between', because: expect.stringContaining('4 of the 4') });

    const page = (reply: WireReply, { url }: { url: string }): WireReply =>
      new URL(url).pathname.endsWith('/core/images')
        ? { status: 200, headers: { 'content-type': 'text/html' }, body: '<html></html>' }
        : reply;
    expect(named((await trial(mock, { ...FEW, between: page })).report, 'images.list')?.movedBy).toBe('between');

    const kong = (reply: WireReply, { url }: { url: string }): WireReply =>
      new URL(url).pathname.endsWith('/core/images')
        ? { ...reply, status: 418, body: { message: 'no Route matched with those values' } }
        : reply;
    expect(named((await trial(mock, { ...FEW, between: kong })).report, 'images.list')?.movedBy).toBe('between');

    const anew = (reply: WireReply): WireReply => ({ ...reply, text: JSON.stringify(reply.body) });
    const usage = (await trial(mock, { only: ['billing.usage'], refusals: false, between: anew })).report;
    expect(named(usage, 'number-form')).toMatchObject({ movedBy: 'between' });
  });

  it('nothing between, where the page is the vendor’s own way to refuse', async () => {
    const html = { 'content-type': 'text/html;charset=utf-8' };
    const { report } = await trial(mock, {
      vendor: 'virtuozzo',
      only: ['control.getEnvInfo'],
      between: (reply, { body }) =>
        body?.includes('999999937') ? { status: 404, headers: html, body: '<html>404</html>' } : reply,
    });
    expect(named(report, 'unknown-id')).toMatchObject({ found: 'noRoute (404)', movedBy: 'endpoint' });
  });

  it('the account, when a refusal is for a right, and when other things hold', async () => {
    const refused = (reply: WireReply, { url }: { url: string }): WireReply =>
      url.includes('999999937')
        ? { ...reply, status: 403, body: { status: false, message: 'no', error_reason: 'forbidden' } }
        : reply;
    const { report } = await trial(mock, { only: ['volumes.show'], between: refused });
    expect(named(report, 'unknown-id')).toMatchObject({
      movedBy: 'account',
      because: expect.stringContaining('right'),
    });

    const one = change('/core/environments', body => {
      const [, second] = rowsOf(body, 'environments');
      delete second?.region;
      return body;
    });
    const all = change('/core/environments', body => {
      for (const row of rowsOf(body, 'environments')) delete row.region;
      return body;
    });
    const nothing = change('/core/environments', body => {
      const [, second] = rowsOf(body, 'environments');
      Object.assign(second ?? {}, { name: null });
      return body;
    });
    const nowhere = change('/core/environments', body => {
      for (const row of rowsOf(body, 'environments')) Object.assign(row, { name: null });
      return body;
    });
    const words: (string | undefined)[] = [];
    for (const between of [one, all, nothing, nowhere]) {
      const found = (await trial(mock, { ...FEW, between })).report.findings;
      words.push(found.find(({ id }) => id.includes('environments.list'))?.movedBy);
    }
    expect(words).toEqual(['account', 'unknown', 'account', 'unknown']);
  });

  it.each([
    ['assumed', assumed, 'contract'],
    ['observed', observed, 'endpoint'],
    ['client', client, 'endpoint'],
  ] as const)('by evidence: %s', async (_evidence, marked, movedBy) => {
    const { contract, things } = right();
    const row = z.strictObject({ things: z.array(z.strictObject({ id: marked(z.int()) })) });
    const list = { ...Object(things.list), responses: { 200: row } };
    const report = await run({
      contract: { ...contract, groups: { ...contract.groups, things: { ...things, list } } },
      ...{ target: 'http://toy.example', credentials: { key: 'the-key-of-the-toy' }, only: ['things.list'] },
      ...{ refusals: false, rate: 0, now: () => 0, sleep: async () => {} },
      send: async () => {
        const headers = { 'content-type': 'application/json' };
        return { status: 200, headers, body: { things: [{ id: 'x' }] } };
      },
    });
    expect(named(report, '$.things[*].id/type')?.movedBy).toBe(movedBy);
  });
});
