import { refuse } from '../../../../../contracts/core/failure.js';
import type { security as operations } from '../../../../../contracts/vendors/virtuozzo/environment/security.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment } from '../control/record.js';
import { environmentMeant } from '../control/rules.js';
import type { Rule } from './record.js';
import {
  changeFirewall,
  edited,
  layerMeant,
  layersOf,
  mustHaveFirewall,
  ruleNamed,
  ruleOf,
  rulesOf,
  setRules,
} from './rules.js';
import { rulesView, ruleView } from './view.js';

const CLASS = 'com.hivext.api.system.persistence.FirewallRule';

export const handlers = {
  addRule({ query, cloud, caller }) {
    const environment = toChange(cloud, caller.holder, query);
    const group = layerMeant(environment, query.nodeGroup ?? query.rule.softNodeGroup);
    const rule = ruleOf(cloud, environment, query.rule);
    setRules(cloud, environment, group, [...rulesOf(cloud, environment, group), rule]);
    return { status: 200, body: { result: 0, object: ruleView(rule, group) } };
  },

  addRules({ query, cloud, caller }) {
    const environment = toChange(cloud, caller.holder, query);
    if (query.rules.length === 0) throw refuse(refusals.invalidParameter, { name: 'rules' });
    const rules = query.rules.map(settings => {
      const group = layerMeant(environment, query.nodeGroup ?? settings.softNodeGroup);
      const rule = ruleOf(cloud, environment, settings);
      setRules(cloud, environment, group, [...rulesOf(cloud, environment, group), rule]);
      return ruleView(rule, group);
    });
    return { status: 200, body: { result: 0, className: CLASS, rules } };
  },

  editRule({ query, cloud, caller }) {
    const environment = toChange(cloud, caller.holder, query);
    const { group, rule } = ruleNamed(cloud, environment, query.rule.id);
    const changed = edited(cloud, environment, rule, query.rule);
    replace(cloud, environment, group, changed);
    return { status: 200, body: { result: 0, object: ruleView(changed, group) } };
  },

  setRules({ query, cloud, caller }) {
    const environment = toChange(cloud, caller.holder, query);
    const group = layerMeant(environment, query.nodeGroup);
    const known = new Set(rulesOf(cloud, environment, group).map(({ id }) => id));
    const rules = query.rules.map(settings => {
      const rule = ruleOf(cloud, environment, settings);
      // Each id once: a second rule with it is a new one.
      return settings.id !== undefined && known.delete(settings.id) ? { ...rule, id: settings.id } : rule;
    });
    setRules(cloud, environment, group, rules);
    return { status: 200, body: { result: 0 } };
  },

  setRuleEnabled({ query, cloud, caller }) {
    const environment = toChange(cloud, caller.holder, query);
    const { group, rule } = ruleNamed(cloud, environment, query.id);
    replace(cloud, environment, group, { ...rule, isEnabled: query.enabled });
    return { status: 200, body: { result: 0 } };
  },

  setFirewallEnabled({ query, cloud, caller }) {
    const { id } = toChange(cloud, caller.holder, query);
    changeFirewall(cloud, id, { isEnabled: query.enabled });
    return { status: 200, body: { result: 0 } };
  },

  getRules({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const groups = query.nodeGroup === undefined ? layersOf(environment) : [layerMeant(environment, query.nodeGroup)];
    const directions = (['INPUT', 'OUTPUT'] as const).filter(
      one => query.direction === undefined || query.direction === 'BIDIRECTIONAL' || query.direction === one,
    );
    const rules = groups.flatMap(group => {
      const own = rulesOf(cloud, environment, group);
      return directions.flatMap((direction, at) =>
        rulesView(
          own.filter(rule => at === 0 || directions.length === 1 || rule.direction === direction),
          group,
          direction,
        ),
      );
    });
    return { status: 200, body: { result: 0, className: CLASS, rules } };
  },

  removeRule({ query, cloud, caller }) {
    remove(cloud, toChange(cloud, caller.holder, query), [query.id]);
    return { status: 200, body: { result: 0 } };
  },

  removeRules({ query, cloud, caller }) {
    remove(cloud, toChange(cloud, caller.holder, query), [...new Set(query.ids)]);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** The environment whose firewall a call changes. */
function toChange(
  cloud: VirtuozzoCloud,
  uid: number,
  query: { readonly envName?: string; readonly appid?: string | undefined },
): AppEnvironment {
  const environment = environmentMeant(cloud, uid, query);
  mustHaveFirewall(cloud);
  return environment;
}

const replace = (cloud: VirtuozzoCloud, environment: AppEnvironment, group: string, changed: Rule): void =>
  setRules(
    cloud,
    environment,
    group,
    rulesOf(cloud, environment, group).map(rule => (rule.id === changed.id ? changed : rule)),
  );

function remove(cloud: VirtuozzoCloud, environment: AppEnvironment, ids: readonly number[]): void {
  for (const { group, rule } of ids.map(id => ruleNamed(cloud, environment, id)))
    setRules(
      cloud,
      environment,
      group,
      rulesOf(cloud, environment, group).filter(({ id }) => id !== rule.id),
    );
}
