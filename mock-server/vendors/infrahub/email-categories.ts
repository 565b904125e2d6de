/** A kind of emails that the vendor sends. */
export interface EmailKind {
  readonly slug: string;
  readonly name: string;
  readonly about: string;
  /** Nobody can opt out of it. */
  readonly isRequired: boolean;
  readonly position: number;
  readonly icon: string | null;
}

/** A kind by itself, or with those that it groups. */
export interface EmailCategory extends EmailKind {
  readonly children: readonly (EmailKind & { readonly id: number })[];
}

/**
 * Printed are the system's alerts and what is about payments with its first two, and the slug of the alert at 48 hours. A
 * page says that what is about contracts is required too; what is about products is ours.
 */
export const emailCategories: readonly EmailCategory[] = [
  {
    slug: 'system-alerts',
    name: 'System Alerts',
    about: 'Critical notifications about system-wide issues or maintenance.',
    isRequired: true,
    position: 10,
    icon: 'shield-exclamation',
    children: [],
  },
  {
    slug: 'contracts',
    name: 'Contracts',
    about: 'Notifications about your contracts.',
    isRequired: true,
    position: 20,
    icon: 'document-text',
    children: [],
  },
  {
    slug: 'payment-and-billing',
    name: 'Payment & Billing',
    about: 'Invoices, payment confirmations, and billing updates.',
    isRequired: false,
    position: 30,
    icon: 'credit-card',
    children: [
      {
        id: 8,
        slug: 'payment-confirmation',
        name: 'Payment confirmation',
        about: 'Receive an email when a payment is processed.',
        isRequired: true,
        position: 31,
        icon: null,
      },
      ...[6, 24, 48].map((hours, index) => ({
        id: 9 + index,
        slug: `credit-usage-alert-${hours}h`,
        name: `Credit usage alert - ${hours} hours remaining`,
        about: `Get notified when your credit has ${hours} hours remaining.`,
        isRequired: false,
        position: 32 + index,
        icon: null,
      })),
    ],
  },
  {
    slug: 'product-updates',
    name: 'Product Updates',
    about: 'News about features and hardware.',
    isRequired: false,
    position: 40,
    icon: 'megaphone',
    children: [],
  },
];
