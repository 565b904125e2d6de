/**
 * The vendor's page of webhooks: https://docs.virtfusion.com/guides/webhooks/ (versions 4.1 to 5.3 and the next one, alike).
 * It documents the headers, the members of the body and the table of events, of which the stored copies end after the
 * fourth. VirtfusionDiscord and VirtHook are two public receivers.
 */

/** Events with their numbers in the vendor's table. */
const documentedEvents = {
  'server.create': 1,
  'server.destroy': 2,
  'server.build': 3,
  'server.assign.ipv6': 4,
} as const;

/** Events that VirtfusionDiscord waits for; their numbers are ours. What it calls `server.delete` is documented as `server.destroy`. */
const clientEvents = { 'server.delete': 101, 'server.boot': 102, 'server.suspend': 103, 'user.create': 201 } as const;

/** Named after the others; no public source has them. */
const assumedEvents = {
  'server.shutdown': 104,
  'server.restart': 105,
  'server.poweroff': 106,
  'server.unsuspend': 107,
  'user.update': 202,
  'user.delete': 203,
} as const;

/** What is told, with the number that the vendor's table gives it: a body's `hookEventId`. */
export const webhookEvents = { ...documentedEvents, ...clientEvents, ...assumedEvents };

export type WebhookEvent = keyof typeof webhookEvents;
