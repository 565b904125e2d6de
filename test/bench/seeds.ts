import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START = '2025-01-01T00:00:00Z';

/** A seed file in which a customer of Infrahub has so many machines, all alive. Its clock is frozen a day later. */
export function machines(count: number): string {
  const batches = Math.ceil(count / 20);
  const calls = [
    { at: START, call: 'environments.create', body: { name: 'bench', region: 'NORWAY-1' } },
    {
      at: START,
      call: 'keypairs.import',
      body: {
        environment_name: 'bench',
        name: 'key',
        public_key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl',
      },
    },
    ...Array.from({ length: batches }, (_, batch) => ({
      at: START,
      call: 'virtualMachines.create',
      body: {
        name: `worker-${batch}`,
        environment_name: 'bench',
        image_name: 'Ubuntu Server 22.04 LTS R535 CUDA 12.2',
        flavor_name: 'n1-cpu-small',
        key_name: 'key',
        count: Math.min(20, count - batch * 20),
      },
    })),
  ];
  const path = join(tmpdir(), `hostdouble-bench-${count}.json`);
  const infrahub = { start: START, settings: { paid: 1e9, mostMachines: 1e6 }, calls };
  writeFileSync(path, JSON.stringify({ now: '2025-01-02T00:00:00Z', clock: 'frozen', vendors: { infrahub } }));
  return path;
}
