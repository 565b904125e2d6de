import { z } from 'zod';
import { defineOperations } from '../core/operation.js';
import { read, utcDateTime } from '../core/wire.js';
import { docs } from './docs.js';
import { named } from './named.js';
import { routes } from './routes.js';

const [FEW, MANY] = [100, 1000];

const limit = (most: number, usual: number) => read.integer().pipe(z.int().min(1).max(most)).default(usual);

/** A record as the double keeps it, in its own words and not in those of the vendor's API; secrets are masked. */
const record = z.record(z.string(), z.unknown());

/** What people call a thing; null where its record has no such word. */
const name = z.string().nullable();

/** A thing that a link leads to, by its key in the addresses of this API. */
const target = z.strictObject({ key: z.string(), name });

/** A place of records that names other records, and what the values that stand there lead to. */
const link = z.strictObject({
  /** `$.ownerId`, `$.attachments[*].machine`: `[*]` is each item of a list. */
  at: z.string(),
  /** The resource that it leads to. */
  resource: z.string(),
  /** It does so only where this member, beside the place, has this value. */
  when: z.strictObject({ member: z.string(), value: z.string() }).nullable(),
  /** By the value, as text. A value that leads nowhere is not there. */
  found: z.record(z.string(), target),
});

const page = {
  records: z.array(record),
  links: z.array(link),
  /** Places of instants, which are milliseconds since 1970 in UTC. */
  times: z.array(z.string()),
};

/** What the vendor itself answers about a thing. */
const vendorAnswer = z.strictObject({
  /** Operation id. */
  operation: z.string(),
  method: z.string(),
  path: z.string(),
  params: z.record(z.string(), z.string()),
  query: z.record(z.string(), z.string()),
  /** Which of the world's credentials it was asked with: `valid`, or `otherTenant` for a thing of theirs. */
  by: z.string(),
  status: z.int(),
  /** The answer is a list, and this is its item about the thing. */
  item: z.boolean(),
  /** Secrets are masked; null for an answer that is too long. */
  body: z.unknown(),
  bytes: z.int(),
});

export const state = defineOperations(routes.state, {
  list: {
    summary: 'All that a vendor holds in a world, by resource: how many records, and the first of each',
    docs,
    effect: 'read',
    params: z.object({ ...named.shape, vendor: z.string() }),
    query: z.strictObject({
      /** Most records of each resource. */
      limit: limit(FEW, 10),
    }),
    responses: {
      200: z.strictObject({
        now: utcDateTime,
        resources: z.record(z.string(), z.strictObject({ count: z.int(), ...page })),
      }),
    },
    failures: ['notFound'],
    example: { params: { world: 'default', vendor: 'acme' } },
  },
  show: {
    summary: 'The records of one resource in a world',
    docs,
    effect: 'read',
    params: z.object({
      ...named.shape,
      vendor: z.string(),
      /** Its name in the list, or as the vendor's operations have it: `environment`, `environments`. */
      resource: z.string(),
    }),
    query: z.strictObject({
      limit: limit(MANY, FEW),
      /** So many records are passed over. */
      offset: read.integer().pipe(z.int().min(0)).default(0),
    }),
    responses: {
      200: z.strictObject({
        now: utcDateTime,
        resource: z.string(),
        count: z.int(),
        ...page,
        /** The offset at which the next records begin; null where there are none. */
        next: z.int().nullable(),
      }),
    },
    failures: ['notFound'],
    example: { params: { world: 'default', vendor: 'acme', resource: 'lamps' } },
  },
  one: {
    summary:
      'One thing in full: its record, its links, what refers to it and what happens to it, and what the vendor answers',
    docs,
    effect: 'read',
    params: z.object({
      ...named.shape,
      vendor: z.string(),
      resource: z.string(),
      /** The id of its record. */
      key: z.union([z.string(), z.number().transform(id => `${id}`)]),
    }),
    responses: {
      200: z.strictObject({
        now: utcDateTime,
        resource: z.string(),
        key: z.string(),
        name,
        record,
        times: page.times,
        /** What its links lead to. */
        links: z.array(z.strictObject({ at: z.string(), resource: z.string(), ...target.shape })),
        /** What refers to it, by resource and place: how many records, and the first of them. */
        referrers: z.array(
          z.strictObject({ resource: z.string(), at: z.string(), count: z.int(), first: z.array(target) }),
        ),
        /** Jobs about it that wait for their time, the next first. */
        waiting: z.array(z.strictObject({ at: utcDateTime, job: z.string() })),
        /** What was metered of it, the latest last; `of` is the resource that stands for it in the books, if another does. */
        metered: z.array(
          z.strictObject({
            meter: z.string(),
            of: z.string().nullable(),
            count: z.int(),
            intervals: z.array(record),
            links: page.links,
            times: page.times,
          }),
        ),
        /** Whose bill it is on, and as what: `money.show` tells it by these. Null for what nobody pays for. */
        billed: z.strictObject({ account: z.string(), item: z.string() }).nullable(),
        /** What happened to it, the latest first: times of its own record, and records that refer to it and have a time. */
        events: z.array(
          z.strictObject({
            at: utcDateTime,
            /** The member that says when. */
            what: z.string(),
            resource: z.string(),
            /** Null for what its own record says. */
            key: z.string().nullable(),
            name,
            said: z.record(z.string(), z.union([z.string(), z.boolean()])),
          }),
        ),
        eventCount: z.int(),
        /** What the vendor's own reads answer about it now. They are in no journal and change nothing. */
        answers: z.array(vendorAnswer),
      }),
    },
    failures: ['notFound'],
    example: { params: { world: 'default', vendor: 'acme', resource: 'lamps', key: '1' } },
  },
});
