import type { Consent } from './record.js';

interface Template {
  readonly version: string;
  readonly blocks: readonly { readonly type: 'text' | 'warning' | 'info'; readonly text: string }[];
}

/** What is read before consenting. The vendor's words are not public: these are ours, with gaps as it has them. */
export const consentTemplates: Readonly<Record<Consent['type'], Template>> = {
  auto_top_up: {
    version: '1.0',
    blocks: [
      {
        type: 'text',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the gap is the client's to fill
        text: 'When the balance falls below ${threshold_amount} USD, ${topup_amount} USD are charged to ${payment_method_ref}.',
      },
      { type: 'warning', text: 'Each such payment is made without asking again.' },
      { type: 'info', text: 'The consent may be revoked at any time.' },
    ],
  },
};
