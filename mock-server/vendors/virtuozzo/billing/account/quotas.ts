import type { z } from 'zod';
import type { quota } from '../../../../../contracts/vendors/virtuozzo/billing/account/schemas.js';
import { quotas as standardQuotas } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';

/**
 * Limits by name, all of them where none is named. Add-on scripts read `array[0].value` of a name that not every platform
 * has, so there is a row for one that nobody knows too: that its value is 0, what it names is off, is a guess.
 */
export const quotasNamed = (
  cloud: VirtuozzoCloud,
  names: readonly string[] = standardQuotas.map(({ name }) => name),
): z.output<typeof quota>[] =>
  names.map(name => {
    const { description, value } = cloud.quota(name) ?? { description: '', value: 0 };
    return { quota: { name, description }, type: 'GROUP', value };
  });
