/** How many addresses the network has; after so many they come again. */
export const TEST_ADDRESSES = 2 ** 17;

/** A public address of nobody, from 198.18.0.0/15, which is kept for tests of networks (RFC 2544). */
export const testAddress = (count: number): string =>
  `198.${18 + ((count >> 16) & 1)}.${(count >> 8) & 255}.${count & 255}`;

/** The count that such an address was made of. */
export function countOfTestAddress(address: string): number {
  const [, second = 18, third = 0, fourth = 0] = address.split('.').map(Number);
  return ((second - 18) << 16) | (third << 8) | fourth;
}
