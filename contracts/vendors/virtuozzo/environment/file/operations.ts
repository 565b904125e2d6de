import { contents } from './contents.js';
import { favorites } from './favorites.js';
import { mounts } from './mounts.js';

/** environment.file, a line for each of its topics. */
export const file = { ...contents, ...favorites, ...mounts };
