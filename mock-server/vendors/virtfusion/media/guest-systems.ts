import type { Template } from './record.js';

/** What a system says of itself, and what it takes of a disk when it was just installed. */
export interface GuestSystem {
  /** As `ID` and `PRETTY_NAME` of `/etc/os-release` have it: the guest's agent passes them on. */
  readonly id: string;
  readonly prettyName: string;
  /** `uname -r`; of Windows the number of the build, as QEMU's `guest-get-osinfo` says. */
  readonly kernel: string;
  readonly fileSystem: 'ext4' | 'xfs' | 'btrfs' | 'ufs' | 'NTFS';
  /** GB that it takes. */
  readonly size: number;
  /**
   * Whether its templates come with the guest's agent, and what that tells of the memory. A `guarded` one may not read
   * files, as the family of Red Hat ships it; that the panel then tells what the hypervisor sees is a guess.
   */
  readonly agent: 'open' | 'guarded' | 'windows' | 'none';
}

const debian = { id: 'debian', fileSystem: 'ext4', agent: 'open' } as const;
const ubuntu = { id: 'ubuntu', fileSystem: 'ext4', agent: 'open' } as const;
const redHat = { fileSystem: 'xfs', agent: 'guarded' } as const;
const windows = { id: 'mswindows', fileSystem: 'NTFS', agent: 'windows' } as const;
const freeBsd = { id: 'freebsd', fileSystem: 'ufs', agent: 'none' } as const;

/** A machine on which nothing was installed. */
export const noSystem: GuestSystem = {
  id: '',
  prettyName: '',
  kernel: '',
  fileSystem: 'ext4',
  size: 0,
  agent: 'none',
};

/** Systems by the beginning of a template's full name. Kernels are those that were current in the summer of 2025. */
// biome-ignore format: a table
const systems: readonly (readonly [named: RegExp, system: GuestSystem])[] = [
  [/^Debian 11\b/, { ...debian, prettyName: 'Debian GNU/Linux 11 (bullseye)', kernel: '5.10.0-35-amd64', size: 1.1 }],
  [/^Debian 12\b/, { ...debian, prettyName: 'Debian GNU/Linux 12 (bookworm)', kernel: '6.1.0-37-amd64', size: 1.2 }],
  [/^Debian 13\b/, { ...debian, prettyName: 'Debian GNU/Linux 13 (trixie)', kernel: '6.12.38+deb13-amd64', size: 1.3 }],
  [/^Ubuntu 20\.04\b/, { ...ubuntu, prettyName: 'Ubuntu 20.04.6 LTS', kernel: '5.4.0-216-generic', size: 2.1 }],
  [/^Ubuntu 22\.04\b/, { ...ubuntu, prettyName: 'Ubuntu 22.04.5 LTS', kernel: '5.15.0-143-generic', size: 2.4 }],
  [/^Ubuntu 24\.04\b/, { ...ubuntu, prettyName: 'Ubuntu 24.04.2 LTS', kernel: '6.8.0-63-generic', size: 2.7 }],
  [/^AlmaLinux 8\b/, { ...redHat, id: 'almalinux', prettyName: 'AlmaLinux 8.10 (Cerulean Leopard)', kernel: '4.18.0-553.58.1.el8_10.x86_64', size: 1.8 }],
  [/^AlmaLinux 9\b/, { ...redHat, id: 'almalinux', prettyName: 'AlmaLinux 9.6 (Sage Margay)', kernel: '5.14.0-570.23.1.el9_6.x86_64', size: 1.7 }],
  [/^Rocky Linux 8\b/, { ...redHat, id: 'rocky', prettyName: 'Rocky Linux 8.10 (Green Obsidian)', kernel: '4.18.0-553.58.1.el8_10.x86_64', size: 1.8 }],
  [/^Rocky Linux 9\b/, { ...redHat, id: 'rocky', prettyName: 'Rocky Linux 9.6 (Blue Onyx)', kernel: '5.14.0-570.23.1.el9_6.x86_64', size: 1.7 }],
  [/^CentOS 7\b/, { ...redHat, id: 'centos', prettyName: 'CentOS Linux 7 (Core)', kernel: '3.10.0-1160.119.1.el7.x86_64', size: 1.4 }],
  [/^CentOS Stream 9\b/, { ...redHat, id: 'centos', prettyName: 'CentOS Stream 9', kernel: '5.14.0-592.el9.x86_64', size: 1.8 }],
  [/^Fedora 41\b/, { ...redHat, id: 'fedora', prettyName: 'Fedora Linux 41 (Cloud Edition)', kernel: '6.15.4-100.fc41.x86_64', fileSystem: 'btrfs', size: 1.6 }],
  [/^Windows Server 2019\b/, { ...windows, prettyName: 'Windows Server 2019 Standard', kernel: '17763', size: 10.6 }],
  [/^Windows Server 2022\b/, { ...windows, prettyName: 'Windows Server 2022 Standard', kernel: '20348', size: 11.4 }],
  [/^Windows Server 2025\b/, { ...windows, prettyName: 'Windows Server 2025 Standard', kernel: '26100', size: 12.9 }],
  [/\bFreeBSD 14\b/, { ...freeBsd, prettyName: 'FreeBSD 14.2-RELEASE', kernel: '14.2-RELEASE', size: 1.5 }],
];

/** The full name of a template, as a server shows it. */
export const templateName = ({ name, version, variant }: Template): string =>
  [name, version, variant].filter(word => word !== null).join(' ');

/** The system that a template installs. Of one that is not in the table, nothing is known, and so it has no agent. */
export function guestSystem(template: Template): GuestSystem {
  const full = templateName(template);
  const known = systems.find(([named]) => named.test(full));
  return known?.[1] ?? { ...noSystem, prettyName: full, size: 1.5 };
}
