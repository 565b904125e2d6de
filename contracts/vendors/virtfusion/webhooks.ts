import { z } from 'zod';
import { assumed, client } from '../../core/evidence.js';
import { microDateTime } from '../../core/wire.js';
import { server } from './servers/server.js';
import { user } from './users.js';
import { type WebhookEvent, webhookEvents } from './webhook-events.js';

/** What is documented of webhooks, and by whom the rest is read: see `webhook-events.ts`. */

/** The vendor's page names `success` and `fail`. */
const eventStatus = z.enum(['success', 'fail']);

/** Printed as text; whether a panel writes a number, no page shows. */
const number = assumed(z.string().regex(/^[1-9]\d*$/));

/** The page prints an empty list, and no entry of one. */
const errors = z.array(assumed(z.string()));

/** A server in its full form; VirtfusionDiscord reads the name of its template too. */
const serverTold = server.extend({ os: client(z.strictObject({ templateName: z.string() })).optional() });

const common = {
  event: z.string(),
  created: microDateTime,
  hookId: number,
  hookEventId: number,
  eventStatus,
  controlDomain: z.string(),
  controlName: z.string(),
  controlSupportLink: z.string(),
};

/** Documented inside `data`. VirtfusionDiscord reads them beside it. */
const errorsBeside = client(errors);

const ofServer = z.strictObject({
  ...common,
  event: z.enum(namesOf('server.')),
  data: z.strictObject({
    errors,
    server: serverTold,
    /** The owner. */
    user: assumed(user),
    /** With `server.create`: what was asked for, and where it was placed. That there are such is documented. */
    args: assumed(z.strictObject({ packageId: z.int(), userId: z.int(), hypervisorId: z.int() })).optional(),
    /** With `server.assign.ipv6`: that these are told is documented, each an object or `false`. */
    ipv6: z
      .strictObject({
        block: z.union([assumed(z.strictObject({ id: z.int(), name: z.string() })), z.literal(false)]),
        subnet: z.union([
          assumed(z.strictObject({ id: z.int(), subnet: z.string(), cidr: z.int() })),
          z.literal(false),
        ]),
        ip: z.literal(false),
        routeBlock: z.literal(false),
        routeSubnet: z.literal(false),
      })
      .optional(),
    allocation: assumed(z.strictObject({ hypervisorId: z.int() })).optional(),
  }),
  errors: errorsBeside,
});

const ofUser = z.strictObject({
  ...common,
  event: z.enum(namesOf('user.')),
  data: z.strictObject({ errors, user: client(user) }),
  errors: errorsBeside,
});

/** What a webhook is sent. */
export const webhookBody = z.discriminatedUnion('event', [ofServer, ofUser]);

function namesOf<Kind extends string>(kind: Kind) {
  type Name = Extract<WebhookEvent, `${Kind}${string}`>;
  return Object.keys(webhookEvents).filter((name): name is Name => name.startsWith(kind));
}
