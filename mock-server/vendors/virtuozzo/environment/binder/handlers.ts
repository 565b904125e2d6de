import type { binder as operations } from '../../../../../contracts/vendors/virtuozzo/environment/binder/operations.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { addressHandlers } from './addresses.js';
import { certificates } from './certificates.js';
import { externalDomains } from './external-domains.js';
import { internalDomains } from './internal-domains.js';

export const handlers = {
  ...addressHandlers,
  ...internalDomains,
  ...externalDomains,
  ...certificates,
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
