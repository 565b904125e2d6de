import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { expect, inject, it } from 'vitest';

interface Answers {
  readonly texts: string[];
  readonly snapshot: string;
}

const PERIOD = 'starttime=2026-03-01%2000:00:00&endtime=2026-06-01%2000:00:00&period=MONTH';

/** A server in a process of its own; `act` talks to it. */
async function served<T>(act: (url: string, keys: Keys) => Promise<T>): Promise<T> {
  const flags = ['--port=0', '--json', '--seed=shop:5', '--clock=frozen', '--now=2026-06-15T09:30:00Z'];
  const child = spawn(process.execPath, [inject('command'), ...flags]);
  const line = await new Promise<string>(resolve => child.stdout.setEncoding('utf8').once('data', resolve));
  const { ready, credentials } = JSON.parse(line);
  try {
    return await act(ready, {
      bearer: { authorization: `Bearer ${credentials.virtfusion.token}` },
      api: { api_key: credentials.infrahub.apiKey },
      session: credentials.virtuozzo.session,
    });
  } finally {
    const ended = new Promise(resolve => child.once('close', resolve));
    child.kill('SIGTERM');
    await ended;
  }
}

interface Keys {
  readonly bearer: Record<string, string>;
  readonly api: Record<string, string>;
  readonly session: string;
}

const text = async (url: string, init: RequestInit = {}): Promise<string> => (await fetch(url, init)).text();
const post = (url: string, headers: Record<string, string>, body: unknown): Promise<string> =>
  text(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** The same calls each time; answers with the host left out. */
async function story(url: string, { bearer, api, session }: Keys): Promise<Answers> {
  const texts = [
    await text(`${url}/api/v1/servers?results=5`, { headers: bearer }),
    await post(`${url}/v1/core/volumes`, api, {
      name: 'same-bytes',
      environment_name: 'default-NORWAY-1',
      size: 50,
      volume_type: 'Cloud-SSD',
    }),
    await post(`${url}/__admin/worlds/default/clock/advance`, {}, { by: 'P10DT3H' }),
    await text(`${url}/v1/billing/billing/usage`, { headers: api }),
    await text(`${url}/1.0/billing/account/rest/getaccountbillinghistorybyperiod?session=${session}&${PERIOD}`),
    await text(`${url}/api/v1/selfService/usage/byUserExtRelationId/1?period[]=2026-05-01`, { headers: bearer }),
  ];
  const snapshot = await text(`${url}/__admin/worlds/default/snapshot`);
  return { texts: texts.map(one => one.replaceAll(url, '')), snapshot };
}

const digest = (texts: readonly string[]): string => createHash('sha256').update(texts.join('\n')).digest('hex');

it('the same seed and the same calls give the same bytes in separate processes', async () => {
  const [one, other] = await Promise.all([served(story), served(story)]);
  expect(one.texts.map(answer => answer.length > 40)).toEqual(one.texts.map(() => true));
  expect(digest(other.texts)).toBe(digest(one.texts));
  expect(digest([other.snapshot])).toBe(digest([one.snapshot]));
});

it('a snapshot goes on in another process with the same bytes', async () => {
  const later = async (url: string, { api, bearer }: Keys): Promise<string[]> => [
    await post(`${url}/__admin/worlds/default/clock/advance`, {}, { by: 'P5D' }),
    await text(`${url}/v1/billing/billing/usage`, { headers: api }),
    await text(`${url}/api/v1/selfService/usage/byUserExtRelationId/1?period[]=2026-06-01`, { headers: bearer }),
  ];
  const gone = await served(async (url, keys) => {
    const { snapshot } = await story(url, keys);
    return { snapshot, after: await later(url, keys) };
  });
  const back = await served(async (url, keys) => {
    const restored = await fetch(`${url}/__admin/worlds/default/snapshot`, { method: 'PUT', body: gone.snapshot });
    expect(restored.status).toBe(200);
    return later(url, keys);
  });
  expect(back).toEqual(gone.after);
});
