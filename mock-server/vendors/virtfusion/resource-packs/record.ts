/** PackLimits of a pack; 0 for unlimited. */
export interface PackLimits {
  readonly servers: number;
  readonly memory: number;
  readonly storage: number;
  readonly cores: number;
  readonly traffic: number;
  readonly maxMemory: number;
  readonly maxStorage: number;
  readonly maxCores: number;
  readonly maxTraffic: number;
}

export interface PackProfile {
  readonly id: number;
  readonly name: string;
  readonly limits: PackLimits;
}

/** A resource pack of a user, made from a profile. */
export interface ResourcePack {
  readonly id: number;
  readonly profileId: number;
  readonly userId: number;
  readonly name: string;
  readonly limits: PackLimits;
  readonly enabled: boolean;
}
