import { isMeant } from '../../../../contracts/core/names.js';
import { microTime } from '../../../../contracts/core/time.js';
import { type WebhookEvent, webhookEvents } from '../../../../contracts/vendors/virtfusion/webhook-events.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { TaskAction } from '../queue/actions.js';
import { queueItem } from '../queue/view.js';
import { system } from '../servers/remote-state.js';
import { server as serverView } from '../servers/view.js';
import { user as userView } from '../users/view.js';
import type { PanelWebhook } from './record.js';

type ServerEvent = Extract<WebhookEvent, `server.${string}`>;
type UserEvent = Extract<WebhookEvent, `user.${string}`>;

/** What happened beyond the name of it. */
interface More {
  /** Why it failed; of what went well, nothing. */
  readonly errors?: readonly string[];
  readonly failed?: boolean;
  /** What the body tells beside the server and its owner. */
  readonly data?: () => object;
}

/** Work whose end is told. */
const ofTask: Readonly<Partial<Record<TaskAction, ServerEvent>>> = {
  build_server: 'server.build',
  boot_server: 'server.boot',
  shutdown_server: 'server.shutdown',
  restart_server: 'server.restart',
  poweroff_server: 'server.poweroff',
};

/** What is told under two names: the vendor's page says `server.destroy`, and a public receiver waits for `server.delete`. */
const alsoCalled: Readonly<Partial<Record<WebhookEvent, WebhookEvent>>> = { 'server.destroy': 'server.delete' };

/** Has the webhooks told of a server that is there, as it is now. Where nobody is told, nothing is made of it. */
export function tellOfServer(cloud: VirtFusionCloud, event: ServerEvent, id: number, more: More = {}): void {
  tell(cloud, event, `server:${id}`, more, () => {
    const own = cloud.servers.need(id);
    const { os } = system(cloud, own);
    return {
      server: { ...serverView(cloud, own), ...(os && { os }) },
      user: userView(cloud.users.need(own.ownerId)),
      ...more.data?.(),
    };
  });
}

/** Has the webhooks told of a user who is there. */
export function tellOfUser(cloud: VirtFusionCloud, event: UserEvent, id: number): void {
  tell(cloud, event, `user:${id}`, {}, () => ({ user: userView(cloud.users.need(id)) }));
}

/** Has the webhooks told that work on a server ended, well or not. */
export function tellOfTask(cloud: VirtFusionCloud, itemId: number): void {
  if (cloud.webhooks.size === 0) return;
  const item = cloud.queue.need(itemId);
  const event = ofTask[item.action];
  if (event === undefined) return;
  const { failed, errors } = queueItem(item, cloud.now);
  const { message } = errors.exception;
  tellOfServer(cloud, event, item.serverId, { failed, errors: message === null ? [] : [message] });
}

/** `dataOf` is asked only where somebody is told. */
function tell(cloud: VirtFusionCloud, event: WebhookEvent, subject: string, more: More, dataOf: () => object): void {
  const names = [event, alsoCalled[event]].filter(name => name !== undefined);
  let data: object | undefined;
  for (const webhook of cloud.webhooks.all())
    for (const name of names.filter(name => webhook.events.some(pattern => isMeant(pattern, name)))) {
      data ??= { errors: more.errors ?? [], ...dataOf() };
      send(cloud, webhook, name, subject, more, data);
    }
}

/** Ids of 64 bits. */
const wide = ['extRelationId'];

/** Headers and members of the body are documented; `errors` beside `data` is where a public receiver reads them. */
function send(
  cloud: VirtFusionCloud,
  { id, url, token }: PanelWebhook,
  event: WebhookEvent,
  subject: string,
  { failed = false, errors = [] }: More,
  data: object,
): void {
  const { domain, name, supportLink } = cloud.settings.control;
  const created = microTime.format(cloud.now);
  const eventStatus = failed ? 'fail' : 'success';
  const [hookId, hookEventId] = [`${id}`, `${webhookEvents[event]}`];
  const body = {
    event,
    created,
    hookId,
    hookEventId,
    eventStatus,
    controlDomain: domain,
    controlName: name,
    controlSupportLink: supportLink,
    data,
    errors,
  };
  const headers = {
    'X-VirtFusion-Hook': hookId,
    'X-VirtFusion-Created': created,
    'X-VirtFusion-Hook-Event': hookEventId,
    'X-VirtFusion-Event': event,
    'X-VirtFusion-Event-Status': eventStatus,
    'User-Agent': 'VirtFusion-Hookshot/57HE28D3RT',
    Accept: 'application/json',
    ...(token !== null && { Authorization: `Bearer ${Buffer.from(token).toString('base64')}` }),
  };
  cloud.notify({ url, event, subject, body, headers, wide });
}
