import { addressCalls } from './addresses.js';
import { certificateCalls } from './certificates.js';
import { domainCalls } from './domains.js';

/** environment.binder: what an environment is reached by. */
export const binder = {
  ...addressCalls,
  ...domainCalls,
  ...certificateCalls,
};
