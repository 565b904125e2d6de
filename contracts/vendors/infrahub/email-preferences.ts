import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { routes } from './routes.js';

const docs = (name: string) => `https://docs.hyperstack.cloud/docs/api-reference/${name}` as const;

/** One kind of emails. */
const category = {
  slug: z.string(),
  display_name: z.string(),
  description: z.string(),
  /** Nobody can opt out of it. */
  required: z.boolean(),
  position: z.int(),
  icon: z.string().nullable(),
  opted_in: z.boolean(),
};

export const emailCategory = z.strictObject({
  ...category,
  childs: z.array(z.strictObject({ email_category_id: z.int(), ...category })),
});

/** Without the envelope: a tree of two floors. */
const preferences = z.strictObject({ email_categories: z.array(emailCategory) });
const told = z.strictObject({ message: z.string() });
const choice = z.object({ opted_in: z.boolean() });

nameSchemas({
  EmailCategory: emailCategory,
  EmailPreferences: preferences,
  EmailPreferencesShown: told,
  EmailPreferenceChoice: choice,
});

export const emailPreferences = defineOperations(routes.emailPreferences, {
  list: {
    summary: 'All kinds of emails, and which of them the caller gets',
    docs: docs('list-email-preferences'),
    effect: 'read',
    responses: { 200: preferences },
  },
  update: {
    summary: 'Get a kind of emails, or no longer; with it those that it groups',
    docs: docs('update-email-preference'),
    effect: 'write',
    params: z.object({ slug: z.string() }),
    body: choice,
    responses: { 200: told },
    failures: ['notFound', 'conflict'],
    example: { params: { slug: 'credit-usage-alert-48h' }, body: { opted_in: false } },
  },
  updateAll: {
    summary: 'Get all emails that may be left out, or none of them',
    docs: docs('toggle-all-email-preferences'),
    effect: 'write',
    body: choice,
    responses: { 200: told },
    example: { body: { opted_in: true } },
  },
});
