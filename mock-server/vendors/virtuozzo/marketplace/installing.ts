import { refuse } from '../../../../contracts/core/failure.js';
import * as jpsRefusals from '../../../../contracts/vendors/virtuozzo/marketplace/refusals.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/refusals.js';
import { environmentMeant } from '../environment/control/rules.js';
import { fileActions } from './actions/files.js';
import { languageActions } from './actions/language.js';
import { platformActions } from './actions/platform.js';
import { topologyActions } from './actions/topology.js';
import { targetsOf } from './environment-names.js';
import { addInstallation } from './installations.js';
import { isObject, type Json, type JsonObject, listOf, member, textAt, textOf } from './json.js';
import { layerOf } from './layers.js';
import { type Manifest, manifestOf, memberOf } from './manifest.js';
import { mixed } from './mixins.js';
import { type Ending, outcomeOf, successText } from './outcome.js';
import { type Act, Run } from './run.js';
import { settingsOf } from './settings.js';
import { found } from './sources.js';
import { type Installed, uniqueNameOf } from './unique-name.js';
import { Refused, type Work } from './work.js';

/** What is to be installed, and where. */
export interface Order {
  readonly manifest: Manifest;
  /** Where its relative links lead. */
  readonly baseUrl: string;
  /** Id in the marketplace, if it came from there. */
  readonly app?: string | undefined;
  readonly envName?: string | undefined;
  readonly appid?: string | undefined;
  readonly nodeGroup?: string | undefined;
  readonly displayName?: string | undefined;
  readonly region?: string | undefined;
  readonly envGroups?: readonly string[] | undefined;
  readonly settings: JsonObject;
  /** Layers in place of those of the manifest. */
  readonly nodes?: readonly Json[] | undefined;
}

/** What came of it. */
export interface Result {
  readonly outcome: Ending;
  readonly installed: Installed | undefined;
  readonly run: Run;
}

/**
 * Installs a manifest: makes its environment, does its actions and keeps a record of it. When an action fails, the answer is
 * that failure, and the environment stays as it is, for its owner to look at; there is no record then.
 */
export function install(work: Work, order: Order): Result {
  return work.within(() => {
    const { cloud, caller } = work.call;
    const manifest = mixed(cloud, caller.holder, order.manifest);
    const settings = settingsOf(manifest, order.settings, cloud.accounts.need(caller.holder).email);
    const nodes = order.nodes ?? listOf(memberOf(manifest, 'nodes'));
    const place = placeOf(work, { ...order, manifest, nodes });
    const run = new Run({
      ...{ work, manifest, settings, actions },
      id: `${cloud.nextId('run')}`,
      baseUrl: textAt(manifest.whole, 'baseUrl') ?? order.baseUrl,
      nodeGroup: place.nodeGroup,
    });
    run.envName = place.envName;
    run.declareGlobals();
    if (place.isNew) create(run, { ...order, manifest, nodes });
    const outcome = outcomeOf(run, () => {
      run.begin(memberOf(manifest, 'onInstall'));
      installAddonsOf(run, nodes);
    });
    if (!outcome.isFine) return { outcome, installed: undefined, run };
    return { outcome, installed: addInstallation(run, order.app), run };
  });
}

/** Where a manifest is installed: an environment to be made, one that is there, or none. */
interface InstallPlace {
  readonly envName: string | null;
  readonly isNew: boolean;
  readonly nodeGroup: string | null;
}

/** Refuses an add-on without its environment, and an environment without a name. */
function placeOf(work: Work, order: Order & { readonly nodes: readonly Json[] }): InstallPlace {
  const { cloud, caller } = work.call;
  const { manifest, envName, nodes } = order;
  if (manifest.type === 'install') {
    if (nodes.length > 0) {
      if (envName === undefined) throw refuse(refusals.invalidParameter, { name: 'envName' });
      return { envName, isNew: true, nodeGroup: null };
    }
    const known = envName !== undefined && cloud.livingOf(caller.holder).some(({ name }) => name === envName);
    return { envName: known ? envName : null, isNew: false, nodeGroup: null };
  }
  const { name } = environmentMeant(cloud, caller.holder, order);
  const info = work.make('control.getEnvInfo', { envName: name });
  const nodeGroup = order.nodeGroup ?? null;
  const meant = nodeGroup === null ? layerMeant(memberOf(manifest, 'targetNodes'), info) : nodeGroup;
  if (nodeGroup !== null && targetsOf([`nodeGroup: ${nodeGroup}`], info) === undefined)
    throw refuse(jpsRefusals.noNode);
  return { envName: name, isNew: false, nodeGroup: meant };
}

/** The layer that an add-on says it is for, if the environment has one. */
function layerMeant(targetNodes: Json | undefined, info: JsonObject): string | null {
  const wants = (name: string): string[] =>
    listOf(member(targetNodes, name)).flatMap(value =>
      textOf(value)
        .split(',')
        .map(word => word.trim()),
    );
  const node = listOf(member(info, 'nodes')).find(
    one =>
      wants('nodeGroup').includes(textAt(one, 'nodeGroup') ?? '') ||
      wants('nodeType').includes(textAt(one, 'nodeType') ?? ''),
  );
  return textAt(node, 'nodeGroup') ?? null;
}

/** Makes the environment of a manifest. When the platform refuses, nothing has happened. */
function create(run: Run, { manifest, nodes = [], ...order }: Order): void {
  const envName = run.envName ?? '';
  run.envName = null; // nothing may ask for it before it is there
  const fill = (value: Json): Json => run.fill(value, { this: {}, items: new Map() });
  const region = order.region ?? textAt(manifest.whole, 'region');
  const displayName = order.displayName ?? textAt(manifest.whole, 'displayName');
  const groups = order.envGroups ?? listOf(memberOf(manifest, 'envGroups')).map(textOf);
  const env = {
    shortdomain: envName,
    ...(displayName !== undefined && { displayName: textOf(fill(displayName)) }),
    ...(region !== undefined && { region: textOf(fill(region)) }),
    ...flag('sslstate', memberOf(manifest, 'ssl', 'sslstate')),
    ...flag('ishaenabled', memberOf(manifest, 'ha', 'ishaenabled')),
    ...(textAt(manifest.whole, 'engine') !== undefined && { engine: textAt(manifest.whole, 'engine') ?? '' }),
  };
  try {
    run.make('control.createEnvironment', {
      env,
      nodes: nodes.map(node => layerOf(fill(node))),
      ...(groups.length > 0 && { envGroups: groups.join(';') }),
    });
  } catch (error) {
    throw error instanceof Refused && error.failure !== undefined ? error.failure : error;
  }
  run.envName = envName;
  run.declareGlobals();
}

const flag = (name: string, value: Json | undefined): JsonObject =>
  value === undefined ? {} : { [name]: textOf(value) === 'true' };

/** Installs the add-ons that layers name, once the actions of the manifest are done. */
function installAddonsOf(run: Run, nodes: readonly Json[]): void {
  for (const node of nodes)
    for (const addon of listOf(member(node, 'addons'))) {
      const id = textAt(addon, 'id') ?? textOf(addon);
      const layer = layerOf(node);
      const group = textOf(layer.nodeGroup) || layerNamed(run, textOf(layer.nodeType));
      installAddon(run, { id, nodeGroup: group });
    }
}

const layerNamed = (run: Run, nodeType: string): string | undefined =>
  textAt(
    listOf(member(run.info, 'nodes')).find(node => textAt(node, 'nodeType') === nodeType),
    'nodeGroup',
  );

/** Installs an add-on that the manifest has in itself, or one of the marketplace. */
function installAddon(
  run: Run,
  { id, nodeGroup }: { readonly id: string; readonly nodeGroup: string | undefined },
): void {
  const { cloud, caller } = run.work.call;
  const own = listOf(memberOf(run.manifest, 'addons')).find(addon => textAt(addon, 'id') === id);
  const source = isObject(own)
    ? { manifest: manifestOf({ name: id, ...own, type: 'update' }), baseUrl: run.subject.baseUrl, app: id }
    : found(cloud, caller.holder, id);
  installInside(run, { ...source, nodeGroup, envName: run.envName ?? undefined, settings: {} });
}

/** Installs a manifest inside another. When it fails, so does the other. */
function installInside(run: Run, order: Order): Json {
  const { outcome, installed, run: own } = install(run.work, order);
  if (!outcome.isFine) throw new Refused({ result: outcome.result, error: outcome.error }, outcome.failure);
  const { cloud } = run.work.call;
  return {
    result: 0,
    ...(installed !== undefined && { uniqueName: uniqueNameOf(cloud, installed) }),
    ...(installed !== undefined && 'appid' in installed && { appid: installed.appid }),
    successText: successText(own, outcome.message),
  };
}

/** `install`: an address, a manifest as it is, or one with its place and settings; or several. */
const installs: Act = (run, given) => {
  const { cloud, caller } = run.work.call;
  let answer: Json | undefined;
  for (const value of listOf(given.value)) {
    const jps = member(value, 'jps') ?? value;
    const source = isObject(jps)
      ? { manifest: manifestOf(jps), baseUrl: run.subject.baseUrl }
      : found(cloud, caller.holder, textOf(jps), run.subject.baseUrl);
    const settings = jps === value ? undefined : member(value, 'settings');
    const at = (name: string): string | undefined => textAt(value, name) ?? textAt(given.parameters, name);
    const own = isObject(settings) ? settings : member(given.parameters, 'settings');
    const targets =
      given.words.length === 0 ? [{ nodeGroup: at('nodeGroup') }] : run.targets({ ...given, value: null });
    for (const { nodeGroup } of targets)
      answer = installInside(run, {
        ...source,
        envName: at('envName') ?? (source.manifest.type === 'update' ? (run.envName ?? undefined) : undefined),
        nodeGroup,
        region: at('region'),
        displayName: at('displayName'),
        settings: isObject(own) ? own : {},
      });
  }
  return answer;
};

const installsAddon: Act = (run, given) => {
  for (const value of listOf(given.value))
    installAddon(run, {
      id: textAt(value, 'id') ?? textOf(value),
      nodeGroup: textAt(value, 'nodeGroup') ?? textAt(given.parameters, 'nodeGroup'),
    });
  return undefined;
};

/** All actions by their names in small letters. */
export const actions: ReadonlyMap<string, Act> = new Map(
  Object.entries({
    ...languageActions,
    ...platformActions,
    ...fileActions,
    ...topologyActions,
    install: installs,
    installaddon: installsAddon,
  }),
);
