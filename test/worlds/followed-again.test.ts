import { expect, it, onTestFinished } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { FollowedEvents } from '../control/followed.js';
import { numbers } from '../control/followed-world.js';
import { TableStore } from './table-store.js';

const store = new TableStore({ isShared: true });

async function served(): Promise<MockServer> {
  const mock = await createMockServer({ seed: 'empty', clock: 'frozen', store, drain: 'PT0S' });
  onTestFinished(() => mock.close());
  return mock;
}

const list = ({ url, credentials }: MockServer) =>
  fetch(`${url}/v1/core/environments`, { headers: { api_key: credentials.infrahub.apiKey } });

async function followed({ url }: MockServer, last = ''): Promise<FollowedEvents> {
  const one = await FollowedEvents.of(`${url}/__admin/worlds/default/events?kinds=call&kinds=reset`, {
    'last-event-id': last,
  });
  onTestFinished(() => one.leave());
  return one;
}

it('a client that comes back to another process, or after a restart, gets each call once', async () => {
  const [one, other] = [await served(), await served()];
  const first = await followed(one);
  await list(one);
  await list(one);
  await first.until(() => numbers(first).length === 2);
  first.leave();
  await list(one);
  await one.control.journal.list(); // by now all are kept
  const second = await followed(other, first.seen.at(-1)?.id);
  await second.until(() => numbers(second).length > 0);
  await list(other);
  await second.until(() => numbers(second).length > 1);
  expect(second.seen.map(({ event, data }) => `${event} ${data.number}`)).toEqual(['call 3', 'call 4']);
  second.leave();
  for (const mock of [one, other]) await mock.close();
  const restarted = await served();
  const third = await followed(restarted, first.seen.at(-1)?.id);
  await third.until(() => numbers(third).length > 1);
  expect(numbers(third)).toEqual([3, 4]);
  await restarted.control.journal.clear();
  await list(restarted);
  const cleared = await followed(restarted, third.seen.at(-1)?.id);
  await cleared.until(() => numbers(cleared).length > 0);
  expect(cleared.seen.map(({ event, data }) => `${event} ${data.why ?? data.number}`)).toEqual([
    'reset cleared',
    'call 1',
  ]);
});
