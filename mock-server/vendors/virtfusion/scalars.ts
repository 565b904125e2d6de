import { z } from 'zod';
import { wholeNumberKept } from '../../../contracts/core/whole-number.js';

/** Scalars of records, as tight as the rules keep them: a snapshot is held to them. */

export const id = z.int().min(1);

/** Where 0 stands for none. */
export const idOrNone = z.int().min(0);

export { instant } from '../../../contracts/core/wire.js';

export const count = (most = Number.MAX_SAFE_INTEGER, least = 0) => z.int().min(least).max(most);

/** A whole number of up to 64 bits: a number as far as a double holds it, and beyond that the text of its digits. */
export const wide = wholeNumberKept;

export const address = z.union([z.ipv4(), z.ipv6()]);

/** What one server may have: memory in MB, a disk and traffic in GB, speeds in kB/s. */
export const sizes = {
  memory: count(16_777_216, 1),
  cores: count(1024, 1),
  disk: count(1_000_000, 1),
  traffic: count(999_999_999),
  speed: count(999_999_999),
} as const;
