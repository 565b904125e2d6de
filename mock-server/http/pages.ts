import type { IncomingMessage, ServerResponse } from 'node:http';
import { fields } from '../calls/fields.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { loadPages, type Page, type PageAnswer, type PageAsked, type PageText, pageRoot } from '../calls/page.js';
import type { Vendor } from '../calls/vendor.js';
import { stopwatch } from '../domain/clock.js';
import type { Cloud } from '../domain/cloud.js';
import { Missing } from '../domain/collection.js';
import { undone } from '../domain/undone.js';
import type { Log } from '../log.js';
import type { Received } from '../worlds/journal.js';
import type { World } from '../worlds/world.js';
import { DEFAULT_WORLD, type Worlds } from '../worlds/worlds.js';
import { CloudContext } from './call-context.js';
import { emblemOf } from './emblem.js';
import { framed, type PageStand } from './page-frame.js';
import { type Answer, answer, respond } from './respond.js';

/** An address below no API: the world that its prefix names, path and query. */
export interface PageAddress {
  readonly world: string | undefined;
  readonly path: string;
  readonly search: string;
}

/** A route of a page, taken apart. */
interface PagePlace {
  readonly vendor: string;
  readonly name: string;
  readonly root: readonly string[];
  readonly words: readonly string[];
}

/** A vendor with its pages. */
interface Opened {
  readonly vendor: Vendor;
  readonly pages: Readonly<Record<string, Page<Cloud>>>;
}

/** What a request is for. */
interface Visit {
  readonly method: string;
  readonly address: PageAddress;
  readonly opened: Opened;
  readonly page: Page<Cloud> | undefined;
  readonly asked: PageAsked;
}

/**
 * Answers the pages of the vendors, each with the state of a world. A page is asked for when no API is below the path, so
 * that no call of an API waits for the search. They are kept in the journal as calls of no operation, and take no faults.
 */
export function createPages({ vendors, worlds, log }: { vendors: Vendors; worlds: Worlds; log: Log }) {
  const places = vendors.listed.flatMap(({ vendor, pages = {} }) =>
    Object.entries(pages).map(
      ([name, route]): PagePlace => ({ vendor, name, root: wordsOf(pageRoot(route)), words: wordsOf(route.slice(4)) }),
    ),
  );
  const loading = new Map<string, Promise<Opened>>();

  /** Answers, now or soon, if the path begins as that of a page; says whether it does. */
  return function answerPage(request: IncomingMessage, reply: ServerResponse, address: PageAddress): boolean {
    const words = wordsOf(address.path);
    const near = places.filter(({ root }) => root.every((word, index) => word === words[index]));
    const [first] = near;
    if (first === undefined) return false;
    open(request, first.vendor, near, words, address)
      .then(opened => respond(reply, opened))
      .catch((error: unknown) => {
        log.error(`the page ${address.path} failed`, error);
        respond(reply, answer(500, {}, undefined));
      });
    return true;
  };

  async function open(
    request: IncomingMessage,
    vendor: string,
    near: readonly PagePlace[],
    words: readonly string[],
    address: PageAddress,
  ): Promise<Answer> {
    const begun = stopwatch();
    const opened = await load(vendor);
    const query = Object.entries(fields(address.search)).map(([name, value]) => [name, [value].flat().at(-1)]);
    const [{ name, params } = { name: '', params: {} }] = near.flatMap(place => {
      const params = paramsOf(place.words, words);
      return params === undefined ? [] : [{ name: place.name, params }];
    });
    const page = Object.hasOwn(opened.pages, name) ? opened.pages[name] : undefined;
    const { method = 'GET' } = request;
    const visit = { method, address, opened, page, asked: { params, query: Object.fromEntries(query) } };
    const named = address.world ?? request.headers['x-hostdouble-world'];
    const world = named === undefined ? await worldFor(visit) : await worlds.find(String(named));
    const { title } = opened.vendor.contract;
    if (world === undefined) return framed(noWorld(String(named)), { title });
    return world.inCloud(vendor, cloud => {
      const shown = answerIn(world, cloud, visit);
      world.received(received(world, visit, shown.status, begun), {
        contract: opened.vendor.contract,
        operation: undefined,
        id: null,
      });
      return shown;
    });
  }

  /** A call of a page as the journal has it. */
  function received(world: World, { method, address, opened }: Visit, status: number, begun: number): Received {
    return {
      ...{
        at: world.clock.now(),
        vendor: opened.vendor.contract.vendor,
        method,
        path: address.path,
        operation: null,
        status,
      },
      ...{
        failure: null,
        why: null,
        near: null,
        ignored: [],
        override: null,
        fault: null,
        transport: null,
        findings: [],
      },
      ...{ duration: stopwatch() - begun, exchanged: null, cut: null },
    };
  }

  function load(name: string): Promise<Opened> {
    const known = loading.get(name) ?? loadOnce(name);
    loading.set(name, known);
    return known;
  }

  async function loadOnce(name: string): Promise<Opened> {
    const vendor = await vendors.load(name);
    return { vendor, pages: vendor.pages === undefined ? {} : await loadPages(name, vendor.pages) };
  }

  /** The first world that knows what is asked for, else `default`. A cloud that is not ready has told nobody anything. */
  async function worldFor({ opened, page, asked }: Visit): Promise<World | undefined> {
    const { vendor } = opened.vendor.contract;
    const knowing = worlds.all().find(world => {
      const cloud = world.ready(vendor);
      return cloud !== undefined && page?.knows?.(cloud, asked) === true;
    });
    return knowing ?? worlds.find(DEFAULT_WORLD);
  }

  function answerIn(world: World, cloud: Cloud, { method, address, opened, page, asked }: Visit): Answer {
    const context = new CloudContext(opened.vendor, cloud, world);
    const prefix = world.name === DEFAULT_WORLD ? '' : `/w/${world.name}`;
    const { title } = opened.vendor.contract;
    const stand: PageStand = { title, prefix, world: { name: world.name, now: world.clock.now() } };
    if (page === undefined) return framed(noPage, stand);
    if (method !== 'GET' && method !== 'HEAD') return framed(wrongVerb(method), stand, { allow: 'GET, HEAD' });
    try {
      context.settle();
      const shown = shownBy(page, context, cloud, { asked, isKept: method === 'GET' });
      return 'emblem' in shown ? (emblemOf(shown.emblem) ?? framed(noPage, stand)) : framed(shown, stand);
    } catch (error) {
      if (error instanceof Missing) return framed(noPage, stand);
      log.error(`the page ${address.path} failed`, error);
      return framed(broken, stand);
    }
  }
}

/** What a page shows. What it did to show it is kept, or else undone. */
function shownBy(
  page: Page<Cloud>,
  context: CloudContext,
  cloud: Cloud,
  { asked, isKept }: { readonly asked: PageAsked; readonly isKept: boolean },
): PageAnswer {
  const show = (): PageAnswer => page.show(cloud, asked);
  // For somebody who only looks (`HEAD`) what a page did is undone.
  return isKept ? context.transact(show) : undone(context, show);
}

/** The words of a path, which may end in a slash. */
const wordsOf = (path: string): string[] => path.replace(/^\/|\/$/g, '').split('/');

/** The params of a path of this route; undefined when it is none. A word that is empty or cannot be decoded is no param. */
function paramsOf(route: readonly string[], words: readonly string[]): Record<string, string> | undefined {
  if (route.length !== words.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, word] of route.entries()) {
    const given = words[index] ?? '';
    if (!word.startsWith('{')) {
      if (word !== given) return undefined;
      continue;
    }
    if (given === '') return undefined;
    try {
      params[word.slice(1, -1)] = decodeURIComponent(given);
    } catch {
      return undefined;
    }
  }
  return params;
}

const noPage: PageText = { status: 404, title: 'No such page', said: 'Nothing stands at this address.' };
const broken: PageText = { status: 500, title: 'This page failed', said: 'The log of the double says why.' };
const noWorld = (name: string): PageText => ({
  status: 404,
  title: 'No such world',
  said: `There is no world "${name}".`,
});
const wrongVerb = (method: string): PageText => ({
  status: 405,
  title: 'Pages are only read',
  said: `${method} does nothing here.`,
});
