import type { Membership, Person } from './record.js';

/** What memberships are looked up by. */
export const membershipKey = ({ org, user }: Pick<Membership, 'org' | 'user'>): string => `${org}/${user}`;

/** What people are looked up by: addresses of emails are the same in small and in capital letters. */
export const emailKey = ({ email }: Pick<Person, 'email'>): string => email.toLowerCase();
