import type { z } from 'zod';
import type { appRow } from '../../../../contracts/vendors/virtuozzo/marketplace/schemas.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { readManifest } from './manifest.js';
import { appIdOf, ownAppsOf } from './own-apps.js';
import { shipped } from './shipped.js';
import { appView } from './view.js';

type Row = z.output<typeof appRow>;

let shippedRows: readonly Row[] | undefined;

/** The applications that a user finds in the marketplace: what every world has, and what he added himself. */
export function marketOf(cloud: VirtuozzoCloud, uid: number): Row[] {
  shippedRows ??= shipped.map(({ id, text }) => appView(id, readManifest(text)));
  const own = ownAppsOf(cloud, uid).map(app => appView(appIdOf(cloud, app), readManifest(app.manifest)));
  return [...shippedRows, ...own];
}
