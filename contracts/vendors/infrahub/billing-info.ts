import { z } from 'zod';
import { disputed } from '../../core/disputed.js';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import { always, type Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { dateTime, enveloped, told } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

const optional = () => z.string().max(250).optional();
const given = () => assumed(z.string().nullable());

/** Which of them are required is documented, how long they may be is not. */
const billingAddress = z.object({
  business: z.boolean(),
  country: z.string().min(2).max(2),
  zip_code: z.string().min(1).max(50),
  name: optional(),
  email: optional(),
  company_name: optional(),
  vat_number: optional(),
  phone: optional(),
  billing_address1: optional(),
  billing_address2: optional(),
  state: optional(),
});

const shownInfo = z.strictObject({
  id: z.int(),
  organization_id: z.int(),
  stripe_user_id: assumed(z.string()),
  business: z.boolean(),
  company_name: given(),
  name: given(),
  email: given(),
  phone: given(),
  vat_number: given(),
  billing_address1: given(),
  billing_address2: given(),
  state: given(),
  zip_code: z.string(),
  country: z.string(),
  created_at: dateTime,
});

nameSchemas({ BillingAddress: billingAddress, BillingInfo: shownInfo });

const ADD = page('UserApi', 'addUserBillingInfo');

export const billingInfoRefusals = {
  country: {
    kind: 'conflict',
    text: code => `Country ${code} is not supported`,
    evidence: 'assumed',
    docs: ADD,
  } satisfies Refusal<string>,
  none: always({
    kind: 'notFound',
    text: 'Billing info has not been added',
    evidence: 'assumed',
    docs: ADD,
  }),
} as const;

const example = {
  body: {
    business: true,
    company_name: 'Example Ltd',
    name: 'Anna Example',
    email: 'billing@example.com',
    country: 'GB',
    zip_code: 'EC1A 1BB',
    billing_address1: '1 Example Street',
  },
} as const;
const shown = [
  { read: 'billingInfo.show', at: '$.users_info[*].country', of: 'country' },
  { read: 'billingInfo.show', at: '$.users_info[*].zip_code', of: 'zip_code' },
] as const;

export const billingInfo = defineOperations(routes.billingInfo, {
  show: {
    summary: 'Whom the invoices are for',
    docs: page('UserApi', 'getUserBillingInfo'),
    effect: 'read',
    responses: {
      200: enveloped({ users_info: disputed(z.array(shownInfo), shownInfo, ['a list', 'one object']) }),
    },
  },
  create: {
    /** That it takes the place of what was said before is assumed: it answers no `already_exist`. */
    summary: 'Say whom the invoices are for',
    docs: ADD,
    effect: 'write',
    body: billingAddress,
    responses: { 200: told({ data: shownInfo }) },
    failures: ['conflict'],
    example,
    keeps: shown,
  },
  update: {
    summary: 'Change whom the invoices are for',
    docs: page('UserApi', 'updateUserBillingInfo'),
    effect: 'write',
    body: billingAddress,
    responses: { 200: told({ data: shownInfo }) },
    failures: ['notFound', 'conflict'],
    example,
    keeps: shown,
  },
  countries: {
    summary: 'Countries that may be given, by their ISO 3166-1 code of two letters; without a message',
    docs: page('UserApi', 'getAllowedCountryCodes'),
    effect: 'read',
    responses: { 200: z.strictObject({ status: z.boolean(), countries: z.array(z.string()) }) },
  },
});
