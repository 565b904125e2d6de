import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import { always } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { float } from '../../core/wire.js';
import { dateTime, enveloped } from './common.js';
import { page } from './docs.js';
import { paidAmount } from './payments.js';
import { routes } from './routes.js';

export const topUpStates = ['pending_setup', 'active', 'disabled', 'cancelled'] as const;

const topUp = z.strictObject({
  id: z.int(),
  status: z.enum(topUpStates),
  threshold_amount: float,
  topup_amount: float,
  updated_at: dateTime,
});

/** What is paid in when the balance comes down to what. That it may not be below 0 is assumed. */
const wanted = z.object({ threshold_amount: z.number().min(0).max(1e6), topup_amount: paidAmount() });

nameSchemas({ TopUp: topUp, AutoTopUpWanted: wanted });

const TOP_UP = page('AutoTopupApi', 'createAutoTopUp');

export const topUpRefusals = {
  noConsent: always({
    kind: 'forbidden',
    text: 'Auto top-up requires the consent auto_top_up',
    evidence: 'assumed',
    docs: TOP_UP,
  }),
  exists: always({
    kind: 'exists',
    text: 'Auto top-up is already configured',
    evidence: 'assumed',
    docs: TOP_UP,
  }),
  none: always({
    kind: 'notFound',
    text: 'Auto top-up is not configured',
    evidence: 'assumed',
    docs: TOP_UP,
  }),
} as const;

const example = { body: { threshold_amount: 20, topup_amount: 50 } } as const;

export const autoTopUp = defineOperations(routes.autoTopUp, {
  show: {
    summary: 'How the balance is topped up by itself',
    docs: page('AutoTopupApi', 'getAutoTopUp'),
    effect: 'read',
    /** Null where there is none, or no longer. */
    responses: { 200: enveloped({ auto_topup: assumed(topUp.nullable()) }) },
  },
  create: {
    summary: 'Have the balance topped up by itself whenever it comes down to an amount',
    docs: TOP_UP,
    effect: 'spend',
    body: wanted,
    responses: { 201: enveloped({ auto_topup: topUp }) },
    failures: ['exists'],
    example,
    keeps: [
      { read: 'autoTopUp.show', at: '$.auto_topup.threshold_amount', of: 'threshold_amount' },
      { read: 'autoTopUp.show', at: '$.auto_topup.topup_amount', of: 'topup_amount' },
    ],
  },
  update: {
    summary: 'Change the amounts of it',
    docs: page('AutoTopupApi', 'updateAutoTopUp'),
    effect: 'spend',
    body: wanted,
    responses: { 200: enveloped({ auto_topup: topUp }) },
    failures: ['notFound'],
    example,
    keeps: [
      { read: 'autoTopUp.show', at: '$.auto_topup.threshold_amount', of: 'threshold_amount' },
      { read: 'autoTopUp.show', at: '$.auto_topup.topup_amount', of: 'topup_amount' },
    ],
  },
  disable: {
    summary: 'No longer top the balance up by itself',
    docs: page('AutoTopupApi', 'disableAutoTopUp'),
    effect: 'destroy',
    responses: { 200: enveloped({ auto_topup: topUp }) },
    failures: ['notFound'],
  },
  status: {
    summary: 'Whether the balance is topped up by itself, without the envelope',
    docs: page('AutoTopupApi', 'getAutoTopUpStatus'),
    effect: 'read',
    responses: {
      200: z.strictObject({
        status: z.enum(topUpStates).nullable(),
        threshold_amount: float,
        topup_amount: float,
      }),
    },
  },
});
