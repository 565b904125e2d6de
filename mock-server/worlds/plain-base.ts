import { createHash } from 'node:crypto';
import type { CloudInit, Vendor } from '../calls/vendor.js';
import type { Cloud, CloudState } from '../domain/cloud.js';
import type { KeptBase } from './keeper.js';

/** What a cloud is made from, as text. */
export function baseOf(state: CloudState): KeptBase {
  const content = JSON.stringify({ state });
  return { id: createHash('sha256').update(content).digest('hex'), content };
}

/** A cloud as it was when it was made. */
export function cloudFromBase(vendor: Vendor, content: string, init: CloudInit): Cloud {
  const cloud = vendor.createCloud(init);
  cloud.load(JSON.parse(content).state);
  return cloud;
}
