import type { file as operations } from '../../../../../contracts/vendors/virtuozzo/environment/file/operations.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { contents } from './contents.js';
import { favorites } from './favorites.js';
import { mounts } from './mounts.js';

/** Handlers of environment.file, a line for each of its topics. */
export const handlers = {
  ...contents,
  ...favorites,
  ...mounts,
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
