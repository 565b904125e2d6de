import type { z } from 'zod';
import { refuse } from '../../../contracts/core/failure.js';
import type {
  emailCategory,
  emailPreferences as operations,
} from '../../../contracts/vendors/infrahub/email-preferences.js';
import { emailRefusals } from '../../../contracts/vendors/infrahub/email-refusals.js';
import type { Handlers } from '../../calls/handler.js';
import type { InfrahubCloud } from './cloud.js';
import { type EmailCategory, type EmailKind, emailCategories } from './email-categories.js';

/** All kinds in one row, each group before its own. */
const kinds: readonly EmailKind[] = emailCategories.flatMap(category => [category, ...category.children]);

function kindView({ slug, name, about, isRequired, position, icon }: EmailKind, optedOut: readonly string[]) {
  return {
    slug,
    display_name: name,
    description: about,
    required: isRequired,
    position,
    icon,
    opted_in: !optedOut.includes(slug),
  };
}

const categoryView = (category: EmailCategory, optedOut: readonly string[]): z.output<typeof emailCategory> => ({
  ...kindView(category, optedOut),
  childs: category.children.map(child => ({ email_category_id: child.id, ...kindView(child, optedOut) })),
});

/** Has somebody get these kinds, or no longer. Those that are required are left as they are. */
function choose(cloud: InfrahubCloud, user: number, meant: readonly EmailKind[], isWanted: boolean): void {
  const slugs = meant.filter(({ isRequired }) => !isRequired).map(({ slug }) => slug);
  const others = cloud.people.need(user).optedOut.filter(slug => !slugs.includes(slug));
  cloud.people.update(user, { optedOut: isWanted ? others : [...others, ...slugs] });
}

export const handlers = {
  list({ cloud, caller }) {
    const { optedOut } = cloud.people.need(cloud.userOf(caller));
    return { status: 200, body: { email_categories: emailCategories.map(one => categoryView(one, optedOut)) } };
  },

  update({ params: { slug }, body, cloud, caller }) {
    const kind = kinds.find(one => one.slug === slug);
    if (kind === undefined) throw refuse(emailRefusals.noCategory);
    if (kind.isRequired) throw refuse(emailRefusals.required);
    const grouped = emailCategories.find(category => category.slug === slug)?.children ?? [];
    choose(cloud, cloud.userOf(caller), [kind, ...grouped], body.opted_in);
    return { status: 200, body: { message: 'Email preferences updated successfully' } };
  },

  updateAll({ body, cloud, caller }) {
    choose(cloud, cloud.userOf(caller), kinds, body.opted_in);
    return { status: 200, body: { message: 'Optional email preferences updated successfully' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
