import type { TenantCloud } from './tenant-cloud.js';

/** Values that no other world draws, and that nobody has: a snapshot may say that fewer were drawn than are held. */
function drawn(cloud: TenantCloud, scheme: string, draw: (id: string) => string): string {
  for (;;) {
    const value = draw(`${cloud.settings.secret}/${cloud.nextId('credential')}`);
    if (cloud.credentials.find(scheme, value) === undefined) return value;
  }
}

export const drawnKey = (cloud: TenantCloud): string =>
  drawn(cloud, 'apiKey', id => cloud.random.uuid({ entity: 'apiKey', id, field: 'value' }));

export const drawnToken = (cloud: TenantCloud): string =>
  drawn(cloud, 'accessToken', id => cloud.random.letters({ entity: 'accessToken', id, field: 'value' }, 48));
