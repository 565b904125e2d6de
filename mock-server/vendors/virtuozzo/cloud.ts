import type { Instant } from '../../domain/clock.js';
import { Cloud, type Jobs, type Ran, type TaskFaults } from '../../domain/cloud.js';
import type { Credential } from '../../domain/credentials.js';
import { type Micros, toMicros } from '../../domain/money.js';
import type { Account, Booking, ExportedBill } from './billing/account/record.js';
import { RuinPlan } from './billing/account/ruin.js';
import { type Quota, quotas as standardQuotas } from './catalogue.js';
import { Belongings, ofEnvironments } from './environment/belongings.js';
import type { AppEnvironment, EnvironmentTerms } from './environment/control/record.js';
import type { BuildProject, ContextProject, Deployment, Repository } from './environment/deployment/record.js';
import type { Mount, NodeFiles } from './environment/file/record.js';
import { hourOf } from './hours.js';
import type { Archive, Upload } from './storage/record.js';
import { Usage } from './usage.js';
import type { Token } from './users/authentication/record.js';

/** What the operator laid down before the story began. */
export interface PlatformSettings {
  /** Host name below which environments live. */
  readonly platform: string;
  readonly currency: string;
  /** Limits that differ from the standard ones. */
  readonly quotas: Readonly<Record<string, number>>;
  /** Part of every drawn session, token and key, so that two worlds never hand out the same. */
  readonly secret: string;
}

/** The platform with its accounts, environments and money. */
export class VirtuozzoCloud extends Cloud {
  readonly settings: PlatformSettings;
  /** The kinds of records that environments have. */
  readonly belongings = new Belongings();
  readonly accounts = this.collection<Account>('user', {
    schema: async () => (await import('./billing/account/record.js')).account,
  });
  readonly environments = this.collection<AppEnvironment>('application', {
    schema: async () => (await import('./environment/control/record.js')).environment,
  });
  readonly tokens = this.collection<Token>('token', {
    schema: async () => (await import('./users/authentication/record.js')).token,
    key: ({ value }) => value,
  });
  readonly bookings = this.collection<Booking>('entry', {
    schema: async () => (await import('./billing/account/record.js')).booking,
  });
  readonly exports = this.collection<ExportedBill>('export', {
    schema: async () => (await import('./billing/account/record.js')).exportedBill,
  });
  readonly deployments = this.belongings.join(
    this.collection<Deployment>(
      'deployment',
      ofEnvironments({ schema: async () => (await import('./environment/deployment/record.js')).deployment }),
    ),
    { whenCloned: 'copied' },
  );
  readonly contextProjects = this.belongings.join(
    this.collection<ContextProject>(
      'contextProject',
      ofEnvironments({ schema: async () => (await import('./environment/deployment/record.js')).contextProject }),
    ),
    { whenCloned: 'copied' },
  );
  readonly buildProjects = this.belongings.join(
    this.collection<BuildProject>(
      'buildProject',
      ofEnvironments({ schema: async () => (await import('./environment/deployment/record.js')).buildProject }),
    ),
    { whenCloned: 'copied' },
  );
  readonly repositories = this.collection<Repository>('repository', {
    schema: async () => (await import('./environment/deployment/record.js')).repository,
    key: ({ owner }) => `${owner}`,
  });
  readonly uploads = this.collection<Upload>('upload', {
    schema: async () => (await import('./storage/record.js')).upload,
    key: ({ owner }) => `${owner}`,
  });
  readonly archives = this.collection<Archive>('archive', {
    schema: async () => (await import('./storage/record.js')).archive,
    key: ({ owner }) => `${owner}`,
  });
  readonly files = this.belongings.join(
    this.collection<NodeFiles>(
      'files',
      ofEnvironments({ schema: async () => (await import('./environment/file/record.js')).nodeFiles }),
    ),
    { whenCloned: 'copied', idIsOfNode: true },
  );
  readonly mounts = this.belongings.join(
    this.collection<Mount>(
      'mount',
      ofEnvironments({ schema: async () => (await import('./environment/file/record.js')).mount }),
    ),
    { whenCloned: 'copied' },
  );
  /** What each environment is charged for. */
  readonly charged = this.meter<EnvironmentTerms>(
    'charged',
    async () => (await import('./environment/control/record.js')).environmentTerms,
  );
  readonly usage = new Usage(this.random, appid => this.charged.of(appid));
  readonly #ruin = new RuinPlan(this);

  constructor(seed: number, now: Instant, settings: PlatformSettings) {
    super(seed, now);
    this.settings = settings;
  }

  /** The id of an environment speaks for its owner; the platform's own ids speak for nobody. */
  override credential(scheme: string, value: string): Credential | undefined {
    if (scheme !== 'appid') return this.credentials.find(scheme, value);
    const environment = this.environments.get(value);
    if (environment === undefined || environment.deletedOn !== null) return undefined;
    return { scheme, value, holder: environment.owner, state: 'valid', rights: 'all', expires: null };
  }

  /** A token may call the methods it was made for; by a template, all but those about tokens. */
  override permits({ scheme, value }: Credential, path: string): boolean {
    const token = scheme === 'session' ? this.tokens.keyed(value) : undefined;
    if (token === undefined) return true;
    const method = path.slice(1).replace('/rest/', '/').replaceAll('/', '.');
    if (token.methods !== null) return token.methods.includes(method);
    return !method.startsWith('users.authentication.') || method.endsWith('.signout');
  }

  /** Money runs out on the hour only, so it is looked for when an hour ends and no sooner. */
  override settle(until: Instant, jobs: Jobs<never>, faults?: TaskFaults): readonly Ran[] {
    if (hourOf(until) > hourOf(this.now))
      this.transact(() => {
        for (const account of this.accounts.all()) this.#ruin.keepUp(account);
      });
    return super.settle(until, jobs, faults);
  }

  /** All environments an account has or had, the oldest first. */
  ownedBy(uid: number): AppEnvironment[] {
    return this.environments.filter(({ owner }) => owner === uid);
  }

  /** The environments an account has. */
  livingOf(uid: number): AppEnvironment[] {
    return this.environments.filter(({ owner, deletedOn }) => owner === uid && deletedOn === null);
  }

  quota(name: string): Quota | undefined {
    const standard = standardQuotas.find(known => known.name === name);
    const value = this.settings.quotas[name];
    return standard && value !== undefined ? { ...standard, value } : standard;
  }

  /** The value of a limit; nothing is limited that has no quota. */
  limit(name: string): number {
    return this.quota(name)?.value ?? Number.POSITIVE_INFINITY;
  }

  /** Money below which an account becomes inactive. */
  get leastMoney(): Micros {
    return toMicros(this.limit('account.minbalance'));
  }
}
