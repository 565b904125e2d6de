import { expect } from 'vitest';
import { webhookBody } from '../../../contracts/vendors/virtfusion/webhooks.js';
import type { MockServer } from '../../../mock-server/index.js';
import type { Received } from '../../receiver.js';

/** Addresses as the operator names them. */
export type Webhooks = NonNullable<Parameters<MockServer['control']['worlds']['change']>[0]>['webhooks'];

/** What was told, each held to what is known of a webhook's body. */
export const told = (received: readonly Received[]): string[] =>
  received.map(({ body }) => {
    expect(webhookBody.safeParse(body).error?.issues ?? []).toEqual([]);
    return `${body.event} ${body.eventStatus}`;
  });
