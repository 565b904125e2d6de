/**
 * What the proxy costs an exchange: `node dist/bench/proxy.js [seconds]`. The double is called alone and through the proxy, in
 * turns, so that the machine's moods fall on both; the ratio of each pair is one figure.
 */
import { fileURLToPath } from 'node:url';
import { load, median } from './load.js';
import { start } from './servers.js';

const seconds = Number(process.argv[2] ?? 3);
const ROUNDS = 5;
const command = fileURLToPath(new URL('../lib/main.js', import.meta.url));
const double = await start(command, ['--port', '0', '--seed', 'shop', '--log-level', 'silent', '--self-check', 'off']);
const proxy = await start(command, ['proxy', 'virtfusion', '--target', double.url, '--port', '0']);
const headers = { authorization: 'Bearer virtfusion-test-token' };
const shots = {
  'one package': { path: '/api/v1/packages/1', headers, connections: 10 },
  'a list of servers': { path: '/api/v1/servers', headers, connections: 10 },
};
for (const [name, shot] of Object.entries(shots)) {
  const ratios: number[] = [];
  const waits: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const alone = await load(double.url, shot, seconds);
    const through = await load(proxy.url, shot, seconds);
    ratios.push(through.rate / alone.rate);
    waits.push(1000 / (through.rate / 10) - 1000 / (alone.rate / 10));
  }
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  process.stdout.write(
    `${name}: ${median(ratios).toFixed(2)} of the rate (${spread}), ${median(waits).toFixed(2)} ms more a call at 10 connections\n`,
  );
}
await proxy.stop();
await double.stop();
