import { z } from 'zod';
import { defineOperations } from '../core/operation.js';
import { dayTime, utcTime } from '../core/time.js';
import { read, utcDateTime } from '../core/wire.js';
import { docs } from './docs.js';
import { named } from './named.js';
import { routes } from './routes.js';

/** Most steps of a window, and most things that are told one by one. */
export const MOST_STEPS = 750;
const MOST_ITEMS = 50;

/** Lengths of a step; a month is one of the calendar. */
export const moneySteps = ['hour', 'day', 'month'] as const;

const amount = z.number();
/** An amount for each step. */
const costs = z.array(amount);

/** What something cost or will cost in the window, with all that it cost up to the clock's present apart. */
const sums = {
  costs,
  spent: amount,
  total: amount,
  /** What an hour costs now. */
  rate: amount,
};

const account = z.strictObject({ id: z.string(), name: z.string() });

const moment = () => read.instant(utcTime, dayTime);

const query = z
  .strictObject({
    /** Where the window begins and ends. Default: around the clock's present, so much before it and less after. */
    from: moment().optional(),
    to: moment().optional(),
    step: z.enum(moneySteps).default('day'),
    /** Id of one who pays; default: the first. */
    account: z.string().max(200).optional(),
    /** Id of one thing: nothing else is told then, and the total is of that. */
    item: z.string().max(300).optional(),
    /** Most things that are told one by one, the dearest first. */
    limit: read.integer().pipe(z.int().min(1).max(MOST_ITEMS)).default(20),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ['to'],
    error: 'must be after `from`',
  });

/**
 * Amounts are the vendor's own: of a window that has passed the same that its own calls answer. Steps after the clock's present
 * are a forecast: what now runs goes on at its present rate, and nothing else happens.
 */
export const money = defineOperations(routes.money, {
  show: {
    summary: 'What each thing of an account and all of them cost, step by step, and will cost if what now runs goes on',
    docs,
    effect: 'read',
    params: z.object({ ...named.shape, vendor: z.string() }),
    query,
    responses: {
      200: z.strictObject({
        now: utcDateTime,
        /** In what amounts are counted, and what one is worth in a currency where it is none itself. */
        unit: z.strictObject({
          name: z.string(),
          worth: z.strictObject({ currency: z.string(), value: z.number() }).nullable(),
        }),
        /** The first of those who pay, and how many there are. */
        accounts: z.array(account),
        accountCount: z.int(),
        account: z.strictObject({
          ...account.shape,
          /** What is left, and of what it consists where that is more than one thing. */
          credit: amount,
          parts: z.record(z.string(), amount),
          /** What an hour costs now, all in all. */
          rate: amount,
          /** When the credit is used up if what now runs goes on; null where that is never, or has been. */
          until: utcDateTime.nullable(),
          /** At what something happens: at so much credit, or when it lasts for so many hours more. */
          thresholds: z.array(
            z.strictObject({
              name: z.string(),
              amount: amount.nullable(),
              hours: z.number().nullable(),
              isOn: z.boolean(),
            }),
          ),
        }),
        from: utcDateTime,
        to: utcDateTime,
        step: z.enum(moneySteps),
        /** They begin at each hour, day or month of UTC in the window, and at the present: so each has passed or is to come. */
        steps: z.array(z.strictObject({ from: utcDateTime, to: utcDateTime, forecast: z.boolean() })),
        items: z.array(
          z.strictObject({
            id: z.string(),
            kind: z.string(),
            name: z.string(),
            /** Where its record is among the resources of the vendor's state; null where there is none, or no more. */
            resource: z.strictObject({ resource: z.string(), key: z.string() }).nullable(),
            /** Whether it costs something now. */
            running: z.boolean(),
            ...sums,
          }),
        ),
        /** All things beyond those, and how many there are. */
        others: z.strictObject({ count: z.int(), ...sums }),
        total: z.strictObject(sums),
      }),
    },
    failures: ['notFound'],
    example: { params: { world: 'default', vendor: 'acme' } },
  },
});
