import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { assumed, client } from '../../../../core/evidence.js';
import { read, sqlDateTime } from '../../../../core/wire.js';
import { ok } from '../../common.js';

/** What of a node a trigger looks at. */
export const resourceTypes = [
  'CPU',
  'MEM',
  'NET_EXT',
  'NET_EXT_OUT',
  'DISK',
  'INODES',
  'DISK_IO',
  'DISK_IOPS',
] as const;
/** What it does: tell somebody, or make a layer larger or smaller. */
export const actionTypes = ['NOTIFY', 'ADD_NODE', 'REMOVE_NODE'] as const;
const conditionTypes = ['GREATER', 'LESS'] as const;
/** Add-on scripts write the first, older pages the last. */
const valueTypes = ['PERCENTAGES', 'SPECIFIC', 'PERCENTAGE'] as const;

const MOST_MINUTES = 7 * 24 * 60;

/** Scripts write numbers as numbers and as texts. */
const number = (least: number, most: number) => read.number().pipe(z.number().min(least).max(most));
const whole = (least: number, most: number) => read.integer().pipe(z.int().min(least).max(most));

const customData = z.object({
  /** The layer is not made larger, or smaller, than this. */
  limit: client(whole(1, 1000).optional()),
  /** Nodes at a time. */
  count: client(whole(1, 100).optional()),
  /** Whether an e-mail tells of it. */
  notify: z.boolean().optional(),
  /** Minutes until it is told again. */
  reminderPeriod: whole(1, MOST_MINUTES).optional(),
});

/** A trigger, as JSON in the field `data`. */
const settings = z.object({
  name: z.string().min(1).max(200),
  isEnabled: client(z.boolean().optional()),
  nodeGroup: z.string().min(1).max(100).optional(),
  /** Older scripts name the type of the nodes. */
  nodeType: client(z.string().min(1).max(100).optional()),
  /** Minutes for which the condition must hold. */
  period: whole(1, MOST_MINUTES),
  condition: z.object({
    type: z.enum(conditionTypes),
    value: number(0, 1e9),
    resourceType: z.enum(resourceTypes),
    valueType: z.enum(valueTypes).optional(),
  }),
  actions: z
    .array(z.object({ type: z.enum(actionTypes), customData: customData.optional() }))
    .min(1)
    .max(10),
});
export type TriggerSettings = z.output<typeof settings>;

export const triggerData = () => read.json(settings);

/** A trigger is shown as it was made, with its number: the members are those that scripts send. */
const trigger = z.strictObject({
  id: z.int(),
  name: z.string(),
  isEnabled: z.boolean(),
  nodeGroup: z.string(),
  period: z.int(),
  condition: z.strictObject({
    type: z.enum(conditionTypes),
    value: z.number(),
    resourceType: z.enum(resourceTypes),
    valueType: z.enum(valueTypes),
  }),
  actions: z.array(
    z.strictObject({
      type: z.enum(actionTypes),
      customData: z.strictObject({
        limit: z.int().optional(),
        count: z.int().optional(),
        notify: z.boolean().optional(),
        reminderPeriod: z.int().optional(),
      }),
    }),
  ),
});

/** The OpenAPI text documents the members of a firewall rule here, by mistake. */
export const oneTrigger = z.strictObject({ ...ok, object: assumed(trigger) });
export const triggerList = z.strictObject({ ...ok, array: assumed(z.array(trigger)) });

/** One time that a trigger struck. */
const fired = z.strictObject({
  triggerName: z.string(),
  actionType: z.string(),
  actionCustomData: z.string(),
  conditionType: z.string(),
  conditionValue: z.number(),
  conditionValueType: z.string(),
  resourceType: z.string(),
  nodeGroup: z.string(),
  nodeType: z.string(),
  nodeName: z.string(),
  sequentialExecCount: z.int(),
  /** The form of the time is our choice. */
  fireData: assumed(sqlDateTime),
  notificationSent: z.boolean(),
  /** 0, or the number of the refusal that kept the action from being done. */
  result: z.int(),
  error: z.string().optional(),
  response: z.string().optional(),
});

export const firedList = z.strictObject({ ...ok, totalCount: z.int(), array: z.array(fired) });

nameSchemas({
  CustomData: customData,
  TriggerSettings: settings,
  LoadTrigger: trigger,
  OneTrigger: oneTrigger,
  TriggerList: triggerList,
  TriggerFired: fired,
  TriggersFired: firedList,
});
