import { refuse } from '../../../../../contracts/core/failure.js';
import {
  NODES_OF_ENVIRONMENT,
  PRIORITIES,
  type RuleSettings,
} from '../../../../../contracts/vendors/virtuozzo/environment/security.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import { software } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment } from '../control/record.js';
import { environmentNamed } from '../control/rules.js';
import type { Firewall, Rule } from './record.js';

/** More than a layer has. */
const MOST_RULES = 500;
/** Rules that somebody adds are counted from here: ids of those that a layer comes with stay below. */
export const ADDED_FROM = 1_000_000_000;
/** Ids that are kept for the rules of a layer, by its first node. */
const OF_A_LAYER = 10;
/** The priority of the first rule that a layer comes with, and how far apart they are. */
const [FIRST_PRIORITY, APART] = [1000, 10];

const plain = {
  direction: 'INPUT',
  protocol: 'TCP',
  src: 'ALL',
  dst: '',
  action: 'ALLOW',
  isEnabled: true,
  relatedEnvironment: null,
  relatedGroup: null,
} as const;

/** The layers of an environment, in the order of its nodes. */
export const layersOf = ({ nodes }: AppEnvironment): string[] => [...new Set(nodes.map(({ group }) => group))];

/** The rules that a layer has: those that it came with until somebody changes them. */
export const rulesOf = (cloud: VirtuozzoCloud, environment: AppEnvironment, group: string): readonly Rule[] =>
  firewallOf(cloud, environment.id)?.layers[group] ?? rulesAtFirst(environment, group);

/** The firewall of an environment that somebody changed. */
export const firewallOf = ({ firewalls }: VirtuozzoCloud, appid: string): Firewall | undefined =>
  firewalls.keyed(appid);

/**
 * Access for the gates of SSH, and to what the layer's software listens on. The vendor's page on container firewalls says
 * so much; which ports those are is a guess.
 */
function rulesAtFirst({ nodes }: AppEnvironment, group: string): Rule[] {
  const own = nodes.filter(node => node.group === group);
  const first = Math.min(...own.map(({ id }) => id));
  const served = own.map(({ type }) => software.get(type)).find(known => known !== undefined);
  const port = served?.port ?? 80;
  const open = [
    ['SSH', 22],
    ...(port === 80 || port === 8080 ? [['HTTP', 80] as const, ['HTTPS', 443] as const] : []),
    ...(port === 80 || port === 22 ? [] : [[served?.name ?? 'Service', port] as const]),
  ] as const;
  return open.map(([name, number], at) => ({
    ...plain,
    id: first * OF_A_LAYER + at + 1,
    name,
    ports: `${number}`,
    priority: FIRST_PRIORITY + at * APART,
  }));
}

/** Puts rules in place of those that a layer has. */
export function setRules(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  group: string,
  rules: readonly Rule[],
): void {
  if (rules.length > MOST_RULES)
    throw refuse(refusals.beyondLimits, { quota: 'environment.firewall.rules.maxcount', most: MOST_RULES });
  const { layers } = firewallOf(cloud, environment.id) ?? { layers: {} };
  changeFirewall(cloud, environment.id, { layers: { ...layers, [group]: rules } });
}

export function changeFirewall(
  cloud: VirtuozzoCloud,
  appid: string,
  changed: Partial<Pick<Firewall, 'isEnabled' | 'layers'>>,
): void {
  const before = firewallOf(cloud, appid);
  if (before !== undefined) cloud.firewalls.update(before.id, changed);
  else
    cloud.firewalls.add({ id: cloud.nextId('firewall'), appid, nodeid: null, isEnabled: true, layers: {}, ...changed });
}

/** The layer that is meant: the one named, else that of the first node. Refuses one that the environment does not have. */
export function layerMeant(environment: AppEnvironment, group: string | undefined): string {
  const groups = layersOf(environment);
  if (group !== undefined && !groups.includes(group))
    throw refuse(refusals.noObject, { what: 'node group', name: group });
  return group ?? groups[0] ?? '';
}

/** Finds a rule that may be changed. Refuses one that is not there, and the platform's own, in the same words. */
export function ruleNamed(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  id: number,
): { readonly group: string; readonly rule: Rule } {
  for (const group of layersOf(environment)) {
    const rule = rulesOf(cloud, environment, group).find(known => known.id === id);
    if (rule !== undefined) return { group, rule };
  }
  throw refuse(refusals.noObject, { what: 'rule', name: id });
}

/** A new rule as it was asked for. */
export function ruleOf(cloud: VirtuozzoCloud, environment: AppEnvironment, settings: RuleSettings): Rule {
  const direction = settings.direction ?? plain.direction;
  const isOut = direction === 'OUTPUT';
  const ends = { src: isOut ? '' : 'ALL', dst: isOut ? 'ALL' : '' };
  const blank = {
    ...plain,
    ...ends,
    direction,
    name: '',
    ports: '',
    priority: FIRST_PRIORITY,
    protocol: 'ALL' as const,
  };
  mustMean(cloud, environment, settings);
  return { ...changedBy(blank, settings), id: ADDED_FROM + cloud.nextId('firewallRule') };
}

/** A rule with what of it is to be changed. */
export function edited(cloud: VirtuozzoCloud, environment: AppEnvironment, rule: Rule, settings: RuleSettings): Rule {
  const { id } = rule;
  const { src, dst, relatedEnvironment, relatedGroup } = rule;
  const related = { relatedEnvName: relatedEnvironment ?? undefined, relatedSoftNodeGroup: relatedGroup ?? undefined };
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  mustMean(cloud, environment, { src, dst, ...related, ...given });
  return { ...changedBy(rule, settings), id };
}

const changedBy = <R extends Omit<Rule, 'id'>>(rule: R, settings: RuleSettings): R => {
  const { name, direction, protocol, ports, src, dst, priority, action, isEnabled, relatedEnvName } = settings;
  const group = settings.relatedSoftNodeGroup ?? settings.relatedNodeGroup;
  return {
    ...rule,
    ...(name !== undefined && { name }),
    ...(direction !== undefined && { direction }),
    ...(protocol !== undefined && { protocol }),
    ...(ports !== undefined && { ports }),
    ...(src !== undefined && { src }),
    ...(dst !== undefined && { dst }),
    ...(priority !== undefined && { priority }),
    ...(action !== undefined && { action }),
    ...(isEnabled !== undefined && { isEnabled }),
    ...(relatedEnvName !== undefined && { relatedEnvironment: relatedEnvName }),
    ...(group !== undefined && { relatedGroup: group }),
  };
};

/** Refuses nodes that there are none of: of an environment that is not the caller's, or of a layer that it does not have. */
function mustMean(cloud: VirtuozzoCloud, environment: AppEnvironment, settings: Partial<RuleSettings>): void {
  const { src, dst, relatedEnvName } = settings;
  const group = settings.relatedSoftNodeGroup ?? settings.relatedNodeGroup;
  if ([src, dst].includes(NODES_OF_ENVIRONMENT) && relatedEnvName === undefined && group === undefined)
    throw refuse(refusals.invalidParameter, { name: 'rule.relatedEnvName' });
  const related =
    relatedEnvName === undefined ? environment : environmentNamed(cloud, environment.owner, relatedEnvName);
  if (group !== undefined) layerMeant(related, group);
}

/** Refuses an account that has no firewall. */
export function mustHaveFirewall(cloud: VirtuozzoCloud): void {
  const quota = 'firewall.enabled';
  if (cloud.limit(quota) === 0) throw refuse(refusals.beyondLimits, { quota, most: 0 });
}

/**
 * The platform's own rules around those of a layer: it reaches its nodes before all others; what comes in and is not let
 * through is denied. Nobody can change them.
 */
export const platformRules = {
  infrastructure: {
    ...plain,
    id: 0,
    name: 'Allow Platform Infrastructure',
    protocol: 'ALL',
    ports: '',
    priority: PRIORITIES.first,
  },
  rest: { ...plain, id: 0, name: 'Deny All', protocol: 'ALL', ports: '', priority: PRIORITIES.last, action: 'DENY' },
} as const;
