import { afterEach } from 'vitest';
import type { ListedVendor } from '../../mock-server/calls/listed-vendor.js';
import type { PageAnswer, PageAsked, PageRoutes } from '../../mock-server/calls/page.js';
import type { Vendor } from '../../mock-server/calls/vendor.js';
import { Cloud } from '../../mock-server/domain/cloud.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { silent } from '../../mock-server/log.js';
import { toy } from './toy.js';

/** A house with bells: its page rings one, and tells how often it rang. */
class House extends Cloud {
  readonly bells = this.collection<{ readonly id: string; readonly rung: number }>('bell');
}

export const routes = {
  bell: 'GET /ring/{bell}',
  help: 'GET /help',
  sign: 'GET /help/sign/{name}',
  broken: 'GET /broken',
  gone: 'GET /gone',
} as const satisfies PageRoutes;

/** A name that would do something if it were not escaped. */
export const HOSTILE = `<script>alert("it's")</script>&amp;`;

function ring(cloud: Cloud, { params, query }: PageAsked<'GET /ring/{bell}'>): PageAnswer {
  if (!(cloud instanceof House)) throw new Error('no house');
  const { rung } = cloud.bells.get(params.bell) ?? cloud.bells.add({ id: params.bell, rung: 0 });
  cloud.bells.update(params.bell, { rung: rung + 1 });
  const loud = query.loud ?? 'softly';
  return { status: rung > 1 ? 410 : 200, title: params.bell, said: `rings ${loud}`, facts: [['Rung', `${rung + 1}`]] };
}

export const pages = {
  bell: {
    knows: (cloud: Cloud, { params }: PageAsked<'GET /ring/{bell}'>) =>
      cloud instanceof House && cloud.bells.get(params.bell) !== undefined,
    show: ring,
  },
  help: {
    show: (): PageAnswer => ({
      ...{ status: 200, title: HOSTILE, said: HOSTILE },
      facts: [
        [HOSTILE, HOSTILE],
        ['Link', { text: HOSTILE, path: `/ring/${HOSTILE}` }],
        ['Time', { at: Date.UTC(2025, 0, 31, 12) }],
      ],
    }),
  },
  sign: {
    show: (_cloud: Cloud, { params }: PageAsked<'GET /help/sign/{name}'>): PageAnswer => ({ emblem: params.name }),
  },
  broken: {
    show(cloud: Cloud): PageAnswer {
      if (cloud instanceof House) cloud.bells.add({ id: 'half', rung: 1 });
      throw new Error('a bug');
    },
  },
  gone: {
    show(cloud: Cloud): PageAnswer {
      if (cloud instanceof House) cloud.bells.need('nowhere');
      throw new Error('not reached');
    },
  },
};

/** A vendor with pages of every kind. */
export const house: Vendor = {
  ...toy,
  createCloud: ({ seed, start }) => new House(seed, start),
  pages: { routes, load: async () => ({ pages }) },
};

const { contract, issue } = house;
const { vendor, title } = contract;
/** The house as a list has it, but for what loads it. */
export const listed = { vendor, title, basePaths: ['/toy/v1'] as const, issue, pages: routes } satisfies Omit<
  ListedVendor,
  'load'
>;

const running: MockServer[] = [];
afterEach(() => Promise.all(running.splice(0).map(mock => mock.close())));

/** What was logged as an error of ours. */
export const errors: unknown[] = [];

/** Serves vendors until the test is over; `open` opens a page. */
export async function serve(...vendors: (Vendor | ListedVendor)[]) {
  errors.length = 0;
  const log = { ...silent, error: (_message: string, error?: unknown) => errors.push(error) };
  const mock = await createMockServer({ vendors, seed: 'empty', clock: 'frozen', now: '2025-01-31T12:00:00Z', log });
  running.push(mock);
  const open = async (path: string, method = 'GET', headers: Record<string, string> = {}) => {
    const reply = await fetch(`${mock.url}${path}`, { method, headers });
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  };
  return { mock, open };
}
