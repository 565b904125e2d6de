import type { z } from 'zod';
import { sqlTime } from '../../../../../contracts/core/time.js';
import type { firedList, oneTrigger } from '../../../../../contracts/vendors/virtuozzo/environment/trigger/schemas.js';
import type { Trigger, TriggerLog } from './record.js';

type Action = Trigger['actions'][number];

/** A trigger as it was made. */
export const triggerView = ({
  id,
  name,
  isEnabled,
  group,
  period,
  condition,
  actions,
}: Trigger): z.output<typeof oneTrigger>['object'] => ({
  id,
  name,
  isEnabled,
  nodeGroup: group,
  period,
  condition: {
    type: condition.type,
    value: condition.value,
    resourceType: condition.resource,
    valueType: condition.unit,
  },
  actions: actions.map(action => ({ type: action.type, customData: customDataOf(action) })),
});

/** One time that it struck. */
export const firedView = (log: TriggerLog): z.output<typeof firedList>['array'][number] => ({
  triggerName: log.name,
  actionType: log.action.type,
  actionCustomData: JSON.stringify(customDataOf(log.action)),
  conditionType: log.condition.type,
  conditionValue: log.condition.value,
  conditionValueType: log.condition.unit,
  resourceType: log.condition.resource,
  nodeGroup: log.group,
  nodeType: log.nodeType,
  nodeName: log.nodeType,
  sequentialExecCount: log.turn,
  fireData: sqlTime.format(log.at),
  notificationSent: log.isTold,
  result: log.result,
  ...(log.error !== null && { error: log.error }),
});

const customDataOf = ({ limit, count, notify, reminderPeriod }: Action) => ({
  ...(limit !== null && { limit }),
  ...(count !== null && { count }),
  ...(notify !== null && { notify }),
  ...(reminderPeriod !== null && { reminderPeriod }),
});
