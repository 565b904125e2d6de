import type { Pages } from '../../../calls/page.js';
import type { VirtFusionCloud } from '../cloud.js';
import { logo } from './logo.js';
import type { routes } from './routes.js';
import { screen } from './screen.js';
import { server } from './server.js';
import { session } from './session.js';

/** What stands in the place of the panel's own pages: it says what a person would see there. */
export const pages = { session, screen, logo, server } satisfies Pages<typeof routes, VirtFusionCloud>;
