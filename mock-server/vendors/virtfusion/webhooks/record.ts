import { z } from 'zod';
import { webhookFields } from '../../../../contracts/core/webhooks.js';
import { id } from '../scalars.js';

/** An address that the operator of a panel has told of what happens there. */
export const webhook = z.strictObject({ id, ...webhookFields }).readonly();

export type PanelWebhook = z.output<typeof webhook>;
