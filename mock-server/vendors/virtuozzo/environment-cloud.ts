import { Cloud } from '../../domain/cloud.js';
import type { EnvScript } from './development/record.js';
import { Belongings, COPIED, LEFT, ofEnvironments } from './environment/belongings.js';
import type { ExternalDomain, InternalDomain, OwnCertificate } from './environment/binder/record.js';
import type { Container } from './environment/control/container-record.js';
import type { NodeEndpoint, PortRedirect } from './environment/control/endpoints/record.js';
import type { EnvironmentProperties, LayerSettings } from './environment/control/layer-record.js';
import type { LogMark } from './environment/control/logs/record.js';
import type { AppEnvironment, EnvironmentTerms } from './environment/control/record.js';
import type { BuildProject, ContextProject, Deployment } from './environment/deployment/record.js';
import type { ExportedEnvironment } from './environment/export/record.js';
import { ledWithin } from './environment/file/led-within.js';
import type { Mount, NodeFiles, Shortcut } from './environment/file/record.js';
import type { Firewall } from './environment/security/record.js';
import { DUE, plan } from './environment/trigger/plan.js';
import type { Trigger, TriggerLog } from './environment/trigger/record.js';
import type { Installation } from './marketplace/record.js';
import { Usage } from './usage.js';
import { TASK_DUE } from './utils/scheduler/due.js';
import type { EnvTask } from './utils/scheduler/record.js';

/** Environments with all that they have, and what each is charged for. */
export class EnvironmentCloud extends Cloud {
  /** The kinds of records that environments have. */
  readonly belongings = new Belongings();
  readonly environments = this.collection<AppEnvironment>('application', {
    calledAs: ['appid', { name: 'envName', by: 'name' }],
    schema: async () => (await import('./environment/control/record.js')).environment,
  });
  readonly externalDomains = this.belongings.join(
    this.collection<ExternalDomain>(
      'externalDomain',
      ofEnvironments({ schema: async () => (await import('./environment/binder/record.js')).externalDomain }),
    ),
    LEFT,
  );
  readonly internalDomains = this.belongings.join(
    this.collection<InternalDomain>(
      'internalDomain',
      ofEnvironments({ schema: async () => (await import('./environment/binder/record.js')).internalDomain }),
    ),
    LEFT,
  );
  readonly ownCertificates = this.belongings.join(
    this.collection<OwnCertificate>(
      'ownCertificate',
      ofEnvironments({ schema: async () => (await import('./environment/binder/record.js')).ownCertificate }),
    ),
    COPIED,
  );
  readonly firewalls = this.belongings.join(
    this.collection<Firewall>(
      'firewall',
      ofEnvironments({ schema: async () => (await import('./environment/security/record.js')).firewall }),
    ),
    COPIED,
  );
  readonly endpoints = this.belongings.join(
    this.collection<NodeEndpoint>(
      'endpoint',
      ofEnvironments({ schema: async () => (await import('./environment/control/endpoints/record.js')).endpoint }),
    ),
    LEFT,
  );
  readonly portRedirects = this.belongings.join(
    this.collection<PortRedirect>(
      'portRedirect',
      ofEnvironments({ schema: async () => (await import('./environment/control/endpoints/record.js')).portRedirect }),
    ),
    LEFT,
  );
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
    COPIED,
  );
  readonly contextProjects = this.belongings.join(
    this.collection<ContextProject>(
      'contextProject',
      ofEnvironments({ schema: async () => (await import('./environment/deployment/record.js')).contextProject }),
    ),
    COPIED,
  );
  readonly buildProjects = this.belongings.join(
    this.collection<BuildProject>(
      'buildProject',
      ofEnvironments({ schema: async () => (await import('./environment/deployment/record.js')).buildProject }),
    ),
    COPIED,
  );
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
    COPIED,
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
    LEFT,
  );
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
    LEFT,
  );
  readonly layerSettings = this.belongings.join(
    this.collection<LayerSettings>(
      'nodeGroup',
      ofEnvironments({ schema: async () => (await import('./environment/control/layer-record.js')).layerSettings }),
    ),
    COPIED,
  );
  readonly environmentProperties = this.belongings.join(
    this.collection<EnvironmentProperties>(
      'property',
      ofEnvironments({
        schema: async () => (await import('./environment/control/layer-record.js')).environmentProperties,
      }),
    ),
    COPIED,
  );
  readonly logMarks = this.belongings.join(
    this.collection<LogMark>(
      'log',
      ofEnvironments({ schema: async () => (await import('./environment/control/logs/record.js')).logMark }),
    ),
    LEFT,
  );
  /** What each environment is charged for. */
  readonly charged = this.meter<EnvironmentTerms>(
    'charged',
    async () => (await import('./environment/control/record.js')).environmentTerms,
    'application',
  );
  readonly installations = this.belongings.join(
    this.collection<Installation>(
      'installation',
      ofEnvironments({ schema: async () => (await import('./marketplace/record.js')).installation }),
    ),
    COPIED,
  );
  /** Scripts of environments; those of accounts are kept apart. */
  readonly envScripts = this.belongings.join(
    this.collection<EnvScript>(
      'envScript',
      ofEnvironments({ schema: async () => (await import('./development/record.js')).envScript }),
    ),
    COPIED,
  );
  readonly usage = new Usage(this.random, appid => this.charged.of(appid));
}
