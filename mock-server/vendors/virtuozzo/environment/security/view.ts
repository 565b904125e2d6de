import type { z } from 'zod';
import type { shownRule } from '../../../../../contracts/vendors/virtuozzo/environment/security.js';
import type { Rule } from './record.js';
import { platformRules } from './rules.js';

type ShownRule = z.output<typeof shownRule>;

/** A rule of a layer, as a public script saw one. */
export function ruleView(rule: Rule, group: string, isInfra = false): ShownRule {
  const { relatedEnvironment, relatedGroup, ...shown } = rule;
  return {
    ...shown,
    type: 'CUSTOM',
    ...(isInfra && { isInfra }),
    ...(relatedEnvironment !== null && { relatedEnvName: relatedEnvironment }),
    ...(relatedGroup !== null && { relatedSoftNodeGroup: relatedGroup }),
    softNodeGroup: group,
  };
}

type Direction = 'INPUT' | 'OUTPUT';

/** The rules of a layer for connections of a direction, in the order in which they hold: the platform's own stand around. */
export function rulesView(rules: readonly Rule[], group: string, direction: Direction): ShownRule[] {
  const own = rules
    .filter(rule => rule.direction === direction || rule.direction === 'BIDIRECTIONAL')
    .toSorted((one, other) => one.priority - other.priority)
    .map(rule => ruleView(rule, group));
  const { infrastructure, rest } = platformRules;
  const fixed = (rule: typeof infrastructure | typeof rest): ShownRule => ruleView({ ...rule, direction }, group, true);
  if (direction === 'INPUT') return [fixed(infrastructure), ...own, fixed(rest)];
  return [{ ...fixed(infrastructure), src: '', dst: 'ALL' }, ...own];
}
