/** `192.168.4.1` as a 32-bit number. */
export const toNumber = (address: string): number =>
  address.split('.').reduce((value, octet) => value * 256 + Number(octet), 0);

/** A 32-bit number as `192.168.4.1`. */
export const toText = (value: number): string => [24, 16, 8, 0].map(shift => (value >>> shift) & 255).join('.');

/** Most addresses of one range. */
export const MOST_OF_RANGE = 65_536;
