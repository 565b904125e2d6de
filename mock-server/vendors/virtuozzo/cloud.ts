import type { Instant } from '../../domain/clock.js';
import { Cloud, type DoneCall, type InputParts, type Jobs, type Ran, type TaskFaults } from '../../domain/cloud.js';
import type { Caller, Credential } from '../../domain/credentials.js';
import { type Micros, toMicros } from '../../domain/money.js';
import type { Account, Booking, ExportedBill } from './billing/account/record.js';
import { RuinPlan } from './billing/account/ruin.js';
import { type Quota, quotas as standardQuotas } from './catalogue.js';
import type { Script } from './development/record.js';
import { Belongings, ofEnvironments } from './environment/belongings.js';
import type { Certificate, ExternalDomain, InternalDomain, OwnCertificate } from './environment/binder/record.js';
import type { Container } from './environment/control/container-record.js';
import type { NodeEndpoint, PortRedirect } from './environment/control/endpoints/record.js';
import type { EnvironmentProperties, LayerSettings } from './environment/control/layer-record.js';
import type { LogMark } from './environment/control/logs/record.js';
import type { AppEnvironment, EnvironmentTerms } from './environment/control/record.js';
import type { BuildProject, ContextProject, Deployment, Repository } from './environment/deployment/record.js';
import type { ExportedEnvironment } from './environment/export/record.js';
import { ledWithin } from './environment/file/led-within.js';
import type { Mount, NodeFiles, Shortcut } from './environment/file/record.js';
import type { EnvironmentGroup } from './environment/group/record.js';
import type { Firewall } from './environment/security/record.js';
import type { Action } from './environment/tracking/record.js';
import { remember } from './environment/tracking/remember.js';
import { DUE, plan } from './environment/trigger/plan.js';
import type { Trigger, TriggerLog } from './environment/trigger/record.js';
import { hourOf } from './hours.js';
import type { AccountInstallation, ConsoleLog, FavoriteApp, Installation, OwnApp } from './marketplace/record.js';
import type { Archive, Upload } from './storage/record.js';
import { Usage } from './usage.js';
import type { Mail, Person, SshKey } from './users/account/record.js';
import type { Session, Token } from './users/authentication/record.js';
import { actingFor } from './users/collaboration/acting.js';
import type { Collaboration, OwnPolicy, Role, SharedResource } from './users/collaboration/record.js';
import { collaborationKey, sharedWith } from './users/collaboration/rights.js';
import { methodOf } from './users/methods.js';
import { TASK_DUE } from './utils/scheduler/due.js';
import type { AccountTask, EnvTask } from './utils/scheduler/record.js';

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
  readonly externalDomains = this.belongings.join(
    this.collection<ExternalDomain>(
      'externalDomain',
      ofEnvironments({ schema: async () => (await import('./environment/binder/record.js')).externalDomain }),
    ),
    { whenCloned: 'left' },
  );
  readonly internalDomains = this.belongings.join(
    this.collection<InternalDomain>(
      'internalDomain',
      ofEnvironments({ schema: async () => (await import('./environment/binder/record.js')).internalDomain }),
    ),
    { whenCloned: 'left' },
  );
  readonly ownCertificates = this.belongings.join(
    this.collection<OwnCertificate>(
      'ownCertificate',
      ofEnvironments({ schema: async () => (await import('./environment/binder/record.js')).ownCertificate }),
    ),
    { whenCloned: 'copied' },
  );
  readonly firewalls = this.belongings.join(
    this.collection<Firewall>(
      'firewall',
      ofEnvironments({ schema: async () => (await import('./environment/security/record.js')).firewall }),
    ),
    { whenCloned: 'copied' },
  );
  readonly endpoints = this.belongings.join(
    this.collection<NodeEndpoint>(
      'endpoint',
      ofEnvironments({ schema: async () => (await import('./environment/control/endpoints/record.js')).endpoint }),
    ),
    { whenCloned: 'left' },
  );
  readonly portRedirects = this.belongings.join(
    this.collection<PortRedirect>(
      'portRedirect',
      ofEnvironments({ schema: async () => (await import('./environment/control/endpoints/record.js')).portRedirect }),
    ),
    { whenCloned: 'left' },
  );
  readonly bookings = this.collection<Booking>('entry', {
    schema: async () => (await import('./billing/account/record.js')).booking,
  });
  readonly exports = this.collection<ExportedBill>('export', {
    schema: async () => (await import('./billing/account/record.js')).exportedBill,
  });
  readonly containers = this.belongings.join(
    this.collection<Container>(
      'container',
      ofEnvironments({ schema: async () => (await import('./environment/control/container-record.js')).container }),
    ),
    { whenCloned: 'copied', idIsOfNode: true },
  );
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
    { whenCloned: 'copied', copied: mount => ledWithin(this, mount) },
  );
  readonly shortcuts = this.belongings.join(
    this.collection<Shortcut>(
      'shortcut',
      ofEnvironments({ schema: async () => (await import('./environment/file/record.js')).shortcut }),
    ),
    { whenCloned: 'copied' },
  );
  readonly triggers = this.belongings.join(
    this.collection<Trigger>(
      'trigger',
      ofEnvironments({ schema: async () => (await import('./environment/trigger/record.js')).trigger }),
    ),
    {
      whenCloned: 'copied',
      removed: ({ id }) => this.agenda.cancel(id, DUE),
      copied: trigger => plan(this, trigger),
      follows: trigger => plan(this, trigger),
    },
  );
  readonly triggerLogs = this.belongings.join(
    this.collection<TriggerLog>(
      'triggerLog',
      ofEnvironments({ schema: async () => (await import('./environment/trigger/record.js')).triggerLog }),
    ),
    { whenCloned: 'left' },
  );
  readonly accountTasks = this.collection<AccountTask>('task', {
    schema: async () => (await import('./utils/scheduler/record.js')).accountTask,
  });
  readonly envTasks = this.belongings.join(
    this.collection<EnvTask>(
      'envTask',
      ofEnvironments({ ids: 'task', schema: async () => (await import('./utils/scheduler/record.js')).envTask }),
    ),
    { whenCloned: 'left', removed: ({ id }) => this.agenda.cancel(id, TASK_DUE) },
  );
  readonly envExports = this.belongings.join(
    this.collection<ExportedEnvironment>(
      'envExport',
      ofEnvironments({ schema: async () => (await import('./environment/export/record.js')).exportedEnvironment }),
    ),
    { whenCloned: 'left' },
  );
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
  readonly layerSettings = this.belongings.join(
    this.collection<LayerSettings>(
      'nodeGroup',
      ofEnvironments({ schema: async () => (await import('./environment/control/layer-record.js')).layerSettings }),
    ),
    { whenCloned: 'copied' },
  );
  readonly environmentProperties = this.belongings.join(
    this.collection<EnvironmentProperties>(
      'property',
      ofEnvironments({
        schema: async () => (await import('./environment/control/layer-record.js')).environmentProperties,
      }),
    ),
    { whenCloned: 'copied' },
  );
  readonly logMarks = this.belongings.join(
    this.collection<LogMark>(
      'log',
      ofEnvironments({ schema: async () => (await import('./environment/control/logs/record.js')).logMark }),
    ),
    { whenCloned: 'left' },
  );
  /** What each environment is charged for. */
  readonly charged = this.meter<EnvironmentTerms>(
    'charged',
    async () => (await import('./environment/control/record.js')).environmentTerms,
  );
  readonly installations = this.belongings.join(
    this.collection<Installation>(
      'installation',
      ofEnvironments({ schema: async () => (await import('./marketplace/record.js')).installation }),
    ),
    { whenCloned: 'copied' },
  );
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
