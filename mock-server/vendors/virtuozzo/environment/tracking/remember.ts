import type { DoneCall } from '../../../../domain/cloud.js';
import type { Collection } from '../../../../domain/collection.js';
import type { Action } from './record.js';

/** Most things that are remembered of a user. */
const MOST = 1000;

/** A cloud, as far as it remembers. */
interface Remembering {
  readonly now: number;
  readonly actions: Collection<Action>;
  readonly environments: { find(matches: (one: Named) => boolean): Named | undefined };
  nextId(kind: string): number;
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly deletedOn: number | null;
}

/** Remembers a call that changed something in an environment. */
export function remember(cloud: Remembering, { path, effect, caller, query, body, goesOn }: DoneCall): void {
  const [, space = '', service = '', , method = ''] = path.split('/');
  if (effect === 'read' || space !== 'environment') return;
  const appid = appidIn(body) ?? appidNamed(cloud, query);
  const { now } = cloud;
  cloud.actions.add({
    ...{ id: cloud.nextId('action'), uid: caller.holder, service: `${space}.${service}`, method },
    ...{ appid: appid ?? null, startedOn: now, endsOn: now + goesOn },
  });
  const { holder } = caller;
  const all = cloud.actions.listed(`of ${holder}`, ({ uid }) => uid === holder);
  for (const { id } of all.slice(0, Math.max(0, all.length - MOST))) cloud.actions.remove(id);
}

/** The environment that an answer shows. */
const appidIn = (body: unknown): string | undefined => {
  const env = memberOf(memberOf(body, 'response') ?? body, 'env');
  const appid = memberOf(env, 'appid');
  return typeof appid === 'string' ? appid : undefined;
};

function appidNamed({ environments }: Remembering, query: unknown): string | undefined {
  const [name, appid] = [memberOf(query, 'envName'), memberOf(query, 'appid')];
  return environments.find(one => one.deletedOn === null && (one.name === name || (!name && one.id === appid)))?.id;
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
