import type { Instant } from '../../domain/clock.js';
import type { DoneCall, InputParts, Jobs, Ran } from '../../domain/cloud.js';
import type { Caller, Credential } from '../../domain/credentials.js';
import type { TaskFaults } from '../../domain/failing-jobs.js';
import { type Micros, toMicros } from '../../domain/money.js';
import type { Account, Booking, ExportedBill } from './billing/account/record.js';
import { RuinPlan } from './billing/account/ruin.js';
import { type Quota, quotas as standardQuotas } from './catalogue.js';
import type { Script } from './development/record.js';
import type { Certificate } from './environment/binder/record.js';
import type { AppEnvironment } from './environment/control/record.js';
import type { Repository } from './environment/deployment/record.js';
import type { EnvironmentGroup } from './environment/group/record.js';
import type { Action } from './environment/tracking/record.js';
import { remember } from './environment/tracking/remember.js';
import { EnvironmentCloud } from './environment-cloud.js';
import { hourOf } from './hours.js';
import type { AccountInstallation, ConsoleLog, FavoriteApp, OwnApp } from './marketplace/record.js';
import type { Archive, Upload } from './storage/record.js';
import type { Mail, Person, SshKey } from './users/account/record.js';
import type { Session, Token } from './users/authentication/record.js';
import { actingFor } from './users/collaboration/acting.js';
import type { Collaboration, OwnPolicy, Role, SharedResource } from './users/collaboration/record.js';
import { collaborationKey, sharedWith } from './users/collaboration/rights.js';
import { methodOf } from './users/methods.js';
import type { AccountTask } from './utils/scheduler/record.js';

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
export class VirtuozzoCloud extends EnvironmentCloud {
  readonly settings: PlatformSettings;
  readonly accounts = this.collection<Account>('user', {
    calledAs: ['uid', 'owner', 'member', 'console.id'],
    schema: async () => (await import('./billing/account/record.js')).account,
  });
  readonly tokens = this.collection<Token>('token', {
    schema: async () => (await import('./users/authentication/record.js')).token,
    key: ({ value }) => value,
  });
  readonly sessions = this.collection<Session>('session', {
    schema: async () => (await import('./users/authentication/record.js')).session,
    key: ({ value }) => value,
  });
  readonly people = this.collection<Person>('person', {
    schema: async () => (await import('./users/account/record.js')).person,
  });
  readonly sshKeys = this.collection<SshKey>('sshKey', {
    schema: async () => (await import('./users/account/record.js')).sshKey,
  });
  readonly mails = this.collection<Mail>('mail', {
    schema: async () => (await import('./users/account/record.js')).mail,
  });
  readonly scripts = this.collection<Script>('script', {
    schema: async () => (await import('./development/record.js')).script,
  });
  readonly certificates = this.collection<Certificate>('certificate', {
    schema: async () => (await import('./environment/binder/record.js')).certificate,
    key: ({ uid }) => `${uid}`,
  });
  readonly bookings = this.collection<Booking>('entry', {
    schema: async () => (await import('./billing/account/record.js')).booking,
  });
  readonly exports = this.collection<ExportedBill>('export', {
    schema: async () => (await import('./billing/account/record.js')).exportedBill,
  });
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
  readonly accountTasks = this.collection<AccountTask>('task', {
    schema: async () => (await import('./utils/scheduler/record.js')).accountTask,
  });
  /** What users did. */
  readonly actions = this.collection<Action>('action', {
    schema: async () => (await import('./environment/tracking/record.js')).action,
    key: ({ uid }) => `${uid}`,
  });
  readonly policies = this.collection<OwnPolicy>('policy', {
    schema: async () => (await import('./users/collaboration/record.js')).policy,
  });
  readonly roles = this.collection<Role>('role', {
    schema: async () => (await import('./users/collaboration/record.js')).role,
  });
  readonly collaborations = this.collection<Collaboration>('collaboration', {
    schema: async () => (await import('./users/collaboration/record.js')).collaboration,
    key: collaborationKey,
  });
  readonly sharedResources = this.collection<SharedResource>('sharedResource', {
    schema: async () => (await import('./users/collaboration/record.js')).sharedResource,
  });
  readonly environmentGroups = this.collection<EnvironmentGroup>('environmentGroup', {
    schema: async () => (await import('./environment/group/record.js')).environmentGroup,
    key: ({ owner }) => `${owner}`,
  });
  readonly accountInstallations = this.collection<AccountInstallation>('accountInstallation', {
    schema: async () => (await import('./marketplace/record.js')).accountInstallation,
    key: ({ uid }) => `${uid}`,
  });
  readonly ownApps = this.collection<OwnApp>('ownApp', {
    schema: async () => (await import('./marketplace/record.js')).ownApp,
    key: ({ uid }) => `${uid}`,
  });
  readonly favoriteApps = this.collection<FavoriteApp>('favoriteApp', {
    schema: async () => (await import('./marketplace/record.js')).favoriteApp,
    key: ({ uid }) => `${uid}`,
  });
  readonly consoles = this.collection<ConsoleLog>('console', {
    schema: async () => (await import('./marketplace/record.js')).consoleLog,
  });
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
    const token = scheme === 'session' ? this.#tokenOf(value) : undefined;
    if (token === undefined) return true;
    const method = methodOf(path);
    if (token.methods !== null) return token.methods.includes(method);
    return !method.startsWith('users.authentication.') || method.endsWith('.signout');
  }

  override called(call: DoneCall): void {
    remember(this, call);
  }

  /** A member acts for the owner of what is shared with him, as far as his roles allow it. */
  override actingFor(caller: Caller, path: string, { query }: InputParts): number {
    return actingFor(this, caller.holder, path, query);
  }

  /** The token of this value, or the one by which the session of this value was made. */
  #tokenOf(value: string): Token | undefined {
    const session = this.sessions.keyed(value);
    return session === undefined || session.token === null ? this.tokens.keyed(value) : this.tokens.get(session.token);
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

  /** The environments that an account has, and those that others share with it. */
  visibleTo(uid: number): AppEnvironment[] {
    return [...this.livingOf(uid), ...sharedWith(this, uid)];
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
