import { refuse } from '../../../contracts/core/failure.js';
import {
  type partnerConfigs as operations,
  partnerRefusals,
} from '../../../contracts/vendors/infrahub/partner-configs.js';
import type { Handlers } from '../../calls/handler.js';
import type { InfrahubCloud } from './cloud.js';

const ASSETS = 'https://console.hyperstack.cloud/assets';

/** Of the vendor itself, whose customers all are here. Names of pages are public; those of pictures, and colours, are ours. */
const configAt = (origin: string) => ({
  name: 'Hyperstack',
  user_type: 'hyperstack',
  uris: {
    auth: 'https://auth.hyperstack.cloud',
    doc: 'https://docs.hyperstack.cloud/docs',
    api_doc: 'https://docs.hyperstack.cloud/docs/api-reference',
    console: 'https://console.hyperstack.cloud',
    api_uri: `${origin}/v1`, // a client that goes there stays with the double
    landing_page: 'https://www.hyperstack.cloud',
    contact_us: 'https://www.hyperstack.cloud/contact-us',
  },
  support_email: 'support@hyperstack.cloud',
  logos: {
    light: `${ASSETS}/logo-light.svg`,
    dark: `${ASSETS}/logo-dark.svg`,
    email: `${ASSETS}/logo-email.png`,
    favicon: `${ASSETS}/favicon.ico`,
  },
  background_image_url: `${ASSETS}/background.png`,
  colors: {
    primary: { light: '#2D1B69', dark: '#B8A4FF' },
    secondary: { light: '#00A389', dark: '#5FE3CC' },
  },
});

/** Domains of the vendor's own, and whatever is below them. */
const OWN = /(^|\.)(hyperstack\.cloud|nexgencloud\.com)$/i;

export const handlers = {
  show({ origin }) {
    return { status: 200, body: configAt(origin) };
  },

  showByDomain({ query, origin }) {
    const { domain } = query;
    if (domain !== undefined && !OWN.test(domain)) throw refuse(partnerRefusals.noPartner, domain);
    return { status: 200, body: configAt(origin) };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
