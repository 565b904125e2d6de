import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import type { VirtFusionCloud } from '../cloud.js';

/** Every ruleset must exist; -1 alone stands for none. */
export function needRulesets(cloud: VirtFusionCloud, ids: readonly number[]): void {
  if (ids.some(id => id !== -1 && cloud.rulesets.get(id) === undefined)) throw refuse(refusals.badRuleset);
}
