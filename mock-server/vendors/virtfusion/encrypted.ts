import type { VirtFusionCloud } from './cloud.js';

/** A secret as the panel's framework encrypts it: base64 of JSON with `iv`, `value`, `mac` and `tag`. */
export function encrypted(cloud: VirtFusionCloud, entity: string, id: string | number, bytes = 32): string {
  const hex = (field: string, size: number) => cloud.random.hex({ entity, id, field: `secret.${field}` }, size * 2);
  const base64 = (field: string, size: number) => Buffer.from(hex(field, size), 'hex').toString('base64');
  const json = JSON.stringify({ iv: base64('iv', 16), value: base64('value', bytes), mac: hex('mac', 32), tag: '' });
  return Buffer.from(json).toString('base64');
}
