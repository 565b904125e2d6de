import type { WorldAccess } from './kinds.js';

/** A call of the control API of one server, awaited whole; `undefined` where it answers nothing. */
export async function control(url: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const reply = await fetch(`${url}/__admin${path}`, init);
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${text.slice(0, 300)}`);
  return text === '' ? undefined : JSON.parse(text);
}

export const OPENED = '2026-06-15T09:30:00Z';

/** Makes a world whose clock stands still, and calls each vendor once, so that all its clouds are there. */
export async function openWorld(url: string, name: string, seed: string): Promise<WorldAccess> {
  const made = Object(await control(url, 'POST', '/worlds', { name, seed, now: OPENED, clock: 'frozen' }));
  const { virtfusion, infrahub, virtuozzo } = made.credentials;
  const access = { name, token: virtfusion.token, apiKey: infrahub.apiKey, session: virtuozzo.session };
  await control(url, 'POST', `/worlds/${name}/clock/advance`, { by: 'PT0S' });
  return access;
}

/** The bytes of a world's snapshot. */
export async function snapshotText(url: string, world: string): Promise<string> {
  const reply = await fetch(`${url}/__admin/worlds/${world}/snapshot`);
  const text = await reply.text();
  if (!reply.ok) throw new Error(`the snapshot of ${world} answered ${reply.status}: ${text.slice(0, 300)}`);
  return text;
}

/** One call of a journal, as far as trials look at it. */
export interface Journalled {
  readonly number: number;
  /** The instant of the world's clock. */
  readonly at: string;
  /** The user agent, which is the tag of a call. */
  readonly tag: string;
  readonly status: number;
  readonly failure: string | null;
}

/** A page of what a world's journal keeps after a number, and how many calls it counted. */
export async function journalled(
  url: string,
  world: string,
  after: number,
): Promise<{ count: number; calls: Journalled[] }> {
  const page = Object(await control(url, 'GET', `/worlds/${world}/journal?bodies=true&limit=200&after=${after}`));
  const calls = page.calls.map((call: Journalled & { headers?: Record<string, string> }) => {
    const { number, at, status, failure } = call;
    return { number, at, status, failure, tag: call.headers?.['user-agent'] ?? '' };
  });
  return { count: page.count, calls };
}
