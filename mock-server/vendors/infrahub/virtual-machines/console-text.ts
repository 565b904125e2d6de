import { SECOND } from '../../../domain/clock.js';
import { fixed } from '../../../domain/money.js';
import { timeText } from '../common.js';
import { flavorOfMachine } from './hardware.js';
import type { Machine } from './record.js';

/** What a machine wrote to its console when it came up, its last lines first asked for. As a Linux machine begins, in short. */
export function consoleText(machine: Machine, lines: number | null): string {
  const { cpu, ram, gpu, gpus } = flavorOfMachine(machine);
  const kernel = [
    'Linux version 6.8.0-51-generic (buildd@lcy02-amd64)',
    'Command line: BOOT_IMAGE=/vmlinuz root=LABEL=cloudimg-rootfs ro console=tty1 console=ttyS0',
    'Hypervisor detected: KVM',
    `smp: Brought up 1 node, ${cpu} CPUs`,
    `Memory: ${ram * 1024 * 1024}K available`,
    'virtio_blk virtio1: [vda] recognised',
    ...Array.from({ length: gpus }, (_, index) => `nvidia 0000:00:0${5 + index}.0: ${gpu} enabled`),
    'EXT4-fs (vda1): mounted filesystem with ordered data mode',
    'systemd[1]: Reached target cloud-init.target',
  ].map((line, index) => `[    ${fixed(0.4 + index * 0.317, 6)}] ${line}`);
  const up = timeText(machine.createdAt + 10 * SECOND);
  const all = [
    ...kernel,
    `cloud-init[812]: Cloud-init v. 24.4 running 'modules:final' at ${up}`,
    `cloud-init[812]: ci-info: | eth0 | True | ${machine.fixedIp ?? '-'} | 255.255.255.0 |`,
    'cloud-init[812]: Cloud-init finished. Datasource DataSourceOpenStackLocal',
    '',
    `${machine.os} ${machine.name} ttyS0`,
    '',
    `${machine.name} login: `,
  ];
  return all.slice(lines === null ? 0 : -lines).join('\n');
}
