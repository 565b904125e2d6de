import type { VirtuozzoCloud } from '../cloud.js';
import type { OwnApp } from './record.js';

/** The id of an application that a user added, as calls name it. */
export const appIdOf = ({ random }: VirtuozzoCloud, { id }: OwnApp): string =>
  random.uuid({ entity: 'ownApp', id, field: 'app_id' });

/** The applications that a user added, the oldest first. */
export const ownAppsOf = (cloud: VirtuozzoCloud, uid: number): OwnApp[] => cloud.ownApps.allKeyed(`${uid}`);

export const ownAppOf = (cloud: VirtuozzoCloud, uid: number, id: string): OwnApp | undefined =>
  ownAppsOf(cloud, uid).find(app => appIdOf(cloud, app) === id);

/** Most that a user adds. */
export const MOST_OWN = 100;
