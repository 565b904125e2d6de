import { z } from 'zod';
import { actionTypes, resourceTypes } from '../../../../../contracts/vendors/virtuozzo/environment/trigger/schemas.js';
import { countedId, instant } from '../../scalars.js';

const belonging = { id: countedId, appid: z.string().min(1), nodeid: z.null() } as const;

/** What is to happen when a layer is busy or idle. */
export const trigger = z
  .strictObject({
    ...belonging,
    name: z.string().min(1),
    isEnabled: z.boolean(),
    /** Layer. */
    group: z.string().min(1),
    /** Minutes for which the condition must hold. */
    period: z.int().min(1),
    condition: z
      .strictObject({
        type: z.enum(['GREATER', 'LESS']),
        value: z.number(),
        resource: z.enum(resourceTypes),
        /** In percent of what the nodes may use, or as it is. */
        unit: z.enum(['PERCENTAGES', 'SPECIFIC']),
      })
      .readonly(),
    actions: z
      .array(
        z
          .strictObject({
            type: z.enum(actionTypes),
            limit: z.int().min(1).nullable(),
            count: z.int().min(1).nullable(),
            notify: z.boolean().nullable(),
            /** Minutes. */
            reminderPeriod: z.int().min(1).nullable(),
          })
          .readonly(),
      )
      .min(1)
      .readonly(),
    /** How often it has struck. */
    struck: z.int().min(0),
    /** It does not strike before. */
    quietUntil: instant.nullable(),
  })
  .readonly();
export type Trigger = z.output<typeof trigger>;

/** One time that a trigger struck. */
export const triggerLog = z
  .strictObject({
    ...belonging,
    trigger: countedId,
    at: instant,
    name: z.string().min(1),
    group: z.string().min(1),
    nodeType: z.string(),
    condition: trigger.unwrap().shape.condition,
    action: trigger.unwrap().shape.actions.unwrap().element,
    /** How often the trigger had struck by then. */
    turn: z.int().min(1),
    isTold: z.boolean(),
    /** 0, or the number of the refusal. */
    result: z.int().min(0),
    error: z.string().nullable(),
  })
  .readonly();
export type TriggerLog = z.output<typeof triggerLog>;
