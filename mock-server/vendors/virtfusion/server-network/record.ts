/** An IPv4 address that a server has. */
export interface Address {
  readonly id: number;
  readonly blockId: number;
  readonly number: number;
  readonly serverId: number;
  readonly secondary: boolean;
}

/** An IPv6 subnet that a server has; `index` counts within the block. */
export interface Subnet {
  readonly id: number;
  readonly blockId: number;
  readonly index: number;
  readonly serverId: number;
}

export interface Whitelisted {
  readonly id: number;
  readonly type: 4 | 6;
  readonly ip: string;
  readonly mask: number;
}

export interface NetworkInterface {
  readonly id: number;
  readonly tag: number;
  readonly mac: string;
  readonly speedIn: number;
  readonly speedOut: number;
  readonly networkProfile: number;
  readonly firewall: boolean;
  readonly rulesets: readonly number[];
  readonly whitelist: readonly Whitelisted[];
}
