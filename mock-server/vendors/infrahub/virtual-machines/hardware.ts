import { type Flavor, flavorOf } from '../catalogue.js';
import type { Machine } from './record.js';

/** What a machine is made of: its flavor, or that with measures of its own. */
export const flavorOfMachine = ({ flavor, hardware }: Pick<Machine, 'flavor' | 'hardware'>): Flavor =>
  hardware === null ? flavorOf(flavor) : { ...flavorOf(flavor), ...hardware };
