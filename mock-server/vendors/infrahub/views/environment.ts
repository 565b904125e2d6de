import type { Environment, Keypair } from '../records.js';
import { featuresOf, time } from './common.js';

export const environmentView = (environment: Environment) => ({
  id: environment.id,
  name: environment.name,
  region: environment.region,
  created_at: time(environment.createdAt),
  features: featuresOf(environment),
});

export const keypairView = (keypair: Keypair, environment: Environment) => ({
  id: keypair.id,
  name: keypair.name,
  environment: { id: environment.id, name: environment.name, features: featuresOf(environment) },
  public_key: keypair.publicKey,
  fingerprint: keypair.fingerprint,
  created_at: time(keypair.createdAt),
});
