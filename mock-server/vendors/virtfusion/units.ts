/** Kilobytes in a megabyte. */
export const KILOBYTE = 1024;
/** Bytes in a gigabyte. */
export const GIGABYTE = 1024 ** 3;
