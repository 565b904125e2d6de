import { fileURLToPath } from 'node:url';
import { control, usage, usageAnew } from './cases.js';
import { SCALE_TOKEN } from './keys.js';
import { load, median, type Shot, warm } from './load.js';
import { type Running, startDouble } from './servers.js';
import { markdown, shown } from './table.js';

/** A server of one size, and a call to it that is to cost the same at each size. */
interface Sized {
  readonly size: string;
  readonly server: Running;
  readonly shot: Shot;
}

const [ROUNDS, SECONDS] = [5, 1];

/** Calls servers in turn, the smallest first, and says what a call took of processor time, its client apart. */
async function costs(what: string, sized: readonly Sized[]): Promise<string> {
  const taken = sized.map((): number[] => []);
  for (const { server, shot } of sized) await warm(server.url, shot);
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, { server, shot }] of sized.entries()) {
      const before = server.processor() ?? Number.NaN;
      const { requests } = await load(server.url, shot, SECONDS);
      taken[index]?.push((((server.processor() ?? Number.NaN) - before) * 1e6) / requests);
    }
  const rows = sized.map(({ size, server }, index) => {
    const ratios = (taken[index] ?? []).map((cost, round) => cost / (taken[0]?.[round] ?? Number.NaN));
    const megabytes = Math.round((server.resident() ?? Number.NaN) / 2 ** 20);
    return [size, shown(median(taken[index] ?? [])), median(ratios).toFixed(2), `${megabytes} MB`];
  });
  await Promise.all(sized.map(({ server }) => server.stop()));
  return markdown([what, 'us a call:', 'over the first:', 'resident:'], rows);
}

const vendor = fileURLToPath(new URL('scale-vendor.js', import.meta.url));

/** A vendor of so many groups, each of two operations, and so many routes more; its last operation, or all in turn. */
async function ofVendor(groups: number, known: number, isInTurn: boolean): Promise<Sized> {
  Object.assign(process.env, { BENCH_GROUPS: `${groups}`, BENCH_KNOWN: `${known}` });
  const server = await startDouble('--seed', 'empty', '--vendor', vendor);
  const headers = { 'x-scale-token': SCALE_TOKEN };
  const [first, ...others] = Array.from(
    { length: isInTurn ? groups : 1 },
    (_, n): Shot => ({ path: `/scale/group-${groups - 1 - n}/things/1`, headers }),
  );
  const size = known > 0 ? `${groups * 2} of ${groups * 2 + known}` : `${groups * 2}`;
  return { size, server, shot: { path: '', ...first, others } };
}

/** So many worlds, called in turn. */
async function ofWorlds(count: number): Promise<Sized> {
  const server = await startDouble('--seed', 'documented');
  const others: Shot[] = [];
  while (others.length + 1 < count) {
    const reply = await fetch(`${server.url}/__admin/worlds`, { method: 'POST', body: '{"seed":"documented"}' });
    const { credentials } = Object(await reply.json());
    const headers = { api_key: String(credentials.infrahub.apiKey) };
    await (await fetch(`${server.url}${usage.path}`, { headers })).arrayBuffer();
    others.push({ ...usage, headers });
  }
  return { size: count.toLocaleString('en'), server, shot: { ...usage, others } };
}

/** A world in which so many months passed; its bill is worked out anew at each call. */
async function ofMonths(count: number): Promise<Sized> {
  const server = await startDouble('--seed', 'documented', '--clock', 'frozen');
  if (count > 0) await control(server, 'worlds/default/clock/advance', { by: `P${count}M` });
  return { size: `${count}`, server, shot: usageAnew };
}

/** Starts one after the other. */
async function each<T>(sizes: readonly T[], start: (size: T) => Promise<Sized>): Promise<Sized[]> {
  const sized: Sized[] = [];
  for (const size of sizes) sized.push(await start(size));
  return sized;
}

/** What a call costs by how much there is beside it, as tables. */
export async function scale(say: (text: string) => void): Promise<void> {
  const groups = [5, 50, 500, 5000];
  say(await costs('operations, the last one called', await each(groups, count => ofVendor(count, 0, false))));
  say(await costs('operations, all shown in turn', await each(groups, count => ofVendor(count, 0, true))));
  const known = [0, 100, 1000, 10_000];
  say(await costs('routes of which 10 are served', await each(known, count => ofVendor(5, count, false))));
  say(await costs('worlds, called in turn', await each([1, 10, 100, 1000, 10_000], ofWorlds)));
  say(await costs('months that passed', await each([0, 1, 12, 120], ofMonths)));
}
