import { Failure } from '../../contracts/core/failure.js';
import { didYouMean, isMeant, vendorCalled, vendorsThereAre } from '../../contracts/core/names.js';
import type { Webhook } from '../../contracts/core/webhooks.js';
import type { RunningServer } from './running-server.js';

type WebhookList = readonly Webhook[];

/** Lists of addresses, each for one vendor. */
export type NamedWebhooks = ReadonlyMap<string, WebhookList>;

/** One list for all, or lists by vendor, as the operator names them. */
type Wanted = WebhookList | Readonly<Record<string, WebhookList>>;

/**
 * Holds what the operator names to the vendors: each must be served and have webhooks, and each pattern must mean an event,
 * for a slip in it would be answered with silence. A list without a vendor is for all that have webhooks.
 */
export async function namedWebhooks(server: RunningServer, wanted: Wanted | undefined): Promise<NamedWebhooks> {
  if (wanted === undefined) return new Map();
  const takers = await takersOf(server);
  if (isList(wanted)) {
    if (takers.size === 0) throw wrong(['webhooks'], 'no vendor that is served has webhooks');
    needEvents(wanted, [...takers.values()].flat(), ['webhooks']);
    return new Map([...takers.keys()].map(vendor => [vendor, wanted]));
  }
  const { listed } = server.vendors;
  const named = new Map<string, WebhookList>();
  for (const [name, webhooks] of Object.entries(wanted)) {
    const path = ['webhooks', name];
    const vendor = vendorCalled(name, listed);
    if (vendor === undefined) throw wrong(path, `there is no vendor "${name}"${vendorsThereAre(name, listed)}`);
    if (named.has(vendor)) throw wrong(path, `${vendor} is named twice`);
    const events = takers.get(vendor);
    if (events === undefined) throw noWebhooks(vendor, takers, path);
    needEvents(webhooks, events, path);
    named.set(vendor, webhooks);
  }
  return named;
}

const isList = (wanted: Wanted): wanted is WebhookList => Array.isArray(wanted);

const inWords = (vendors: readonly string[]): string =>
  vendors.length === 0 ? 'no vendor that is served has' : `these have: ${vendors.join(', ')}`;

/** The refusal of a vendor that has none. */
export const noWebhooks = (vendor: string, takers: ReadonlyMap<string, unknown>, path: Path): Failure =>
  wrong(path, `${vendor} has no webhooks; ${inWords([...takers.keys()])}`);

type Path = readonly (string | number)[];

/** A refusal that names the place. */
function wrong(path: Path, says: string): Failure {
  const text = `${path.join('.')}: ${says}`;
  return new Failure('invalid', { text, issues: [{ in: 'body', path, code: 'custom', wants: { says } }] });
}

/** The events of each vendor that has webhooks. */
export async function takersOf({ vendors }: RunningServer): Promise<ReadonlyMap<string, readonly string[]>> {
  const takers = new Map<string, readonly string[]>();
  for (const name of vendors.names) {
    const { webhooks } = await vendors.load(name);
    if (webhooks !== undefined) takers.set(name, webhooks.events);
  }
  return takers;
}

function needEvents(webhooks: WebhookList, events: readonly string[], path: Path): void {
  for (const [index, webhook] of webhooks.entries()) needEventsOf(webhook, events, [...path, index]);
}

/** Refuses a pattern that means no event. */
export function needEventsOf({ events: patterns }: Webhook, events: readonly string[], path: Path): void {
  for (const [at, pattern] of patterns.entries())
    if (!events.some(event => isMeant(pattern, event)))
      throw wrong(
        [...path, 'events', at],
        `no event is named "${pattern}"${didYouMean(pattern, events) || `; there are ${events.join(', ')}`}`,
      );
}
