import type { Page } from '../../../calls/page.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { routes } from './routes.js';

/** The picture of an operating system, whichever it is: clients ask for `debian_logo.png`. */
export const logo: Page<VirtFusionCloud, (typeof routes)['logo']> = {
  show: (_cloud, { params }) => ({
    emblem: params.file.replace(/\.(png|svg|jpe?g|gif|webp)$/i, '').replace(/_logo$/i, ''),
  }),
};
