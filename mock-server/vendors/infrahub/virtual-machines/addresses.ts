/** How many hosts the network of an environment has before they come again. */
export const HOSTS = 250;

/** An address in the network of an environment. */
export const fixedIp = (environment: number, host: number): string =>
  `10.${(environment >> 8) & 255}.${environment & 255}.${(host % HOSTS) + 3}`;

/** The host that such an address was made of. */
export const hostOfFixedIp = (address: string): number => Number(address.split('.')[3]) - 3;
