import type { Iso, Template, TemplateGroup } from '../../media/record.js';
import { at } from '../catalogue.js';
import { OPENED, TUNED } from './dates.js';

type Release = readonly [id: number, version: string, variant: string | null, arch: 1 | 2, eol: string];

function family(group: TemplateGroup, type: string, releases: readonly Release[]): Template[] {
  return releases.map(([id, version, variant, arch, eol]) => ({
    id,
    groupId: group.id,
    name: group.name,
    version,
    variant,
    arch,
    description: `${group.name} ${version}`,
    icon: group.icon,
    eol: false,
    eolWarning: false,
    eolDate: at(`${eol}T00:00:00Z`),
    type,
  }));
}

const debian: TemplateGroup = { id: 1, name: 'Debian', description: 'The universal system', icon: 'debian_logo.png' };
const ubuntu: TemplateGroup = { id: 2, name: 'Ubuntu', description: 'Long-term releases', icon: 'ubuntu_logo.png' };
const alma: TemplateGroup = { id: 3, name: 'AlmaLinux', description: 'Enterprise Linux', icon: 'almalinux_logo.png' };
const windows: TemplateGroup = {
  id: 4,
  name: 'Windows Server',
  description: 'Bring a licence',
  icon: 'windows_logo.png',
};
const other: TemplateGroup = { id: 0, name: 'Other', description: 'All the rest', icon: 'linux_logo.png' };

export const templateGroups: readonly TemplateGroup[] = [debian, ubuntu, alma, windows, other];

export const templates: readonly Template[] = [
  ...family(debian, 'linux', [
    [1, '12 (Bookworm)', 'Minimal', 1, '2028-06-30'],
    [2, '11 (Bullseye)', 'Minimal', 1, '2024-08-14'],
    [3, '12 (Bookworm)', null, 2, '2028-06-30'],
  ]),
  ...family(ubuntu, 'linux', [
    [4, '24.04', 'Server', 1, '2029-05-31'],
    [5, '22.04', 'Server', 1, '2027-04-01'],
  ]),
  ...family(alma, 'linux', [
    [6, '9', 'Minimal', 1, '2032-05-31'],
    [7, '8', 'Minimal', 1, '2029-03-01'],
  ]),
  ...family(windows, 'windows', [[8, '2022', 'Standard', 1, '2031-10-14']]),
  ...family(other, 'unix', [[9, 'FreeBSD 14', 'Base', 1, '2028-11-30']]),
];

export const isos: readonly Iso[] = [
  {
    id: 1,
    name: 'Debian netinst',
    description: null,
    arch: 1,
    url: 'https://mirror.example.com/debian-12.5.0-amd64-netinst.iso',
    filename: 'debian-netinst',
    created: OPENED,
    updated: TUNED,
  },
  {
    id: 2,
    name: 'SystemRescue',
    description: null,
    arch: 1,
    url: 'https://mirror.example.com/systemrescue-11.00-amd64.iso',
    filename: 'systemrescue',
    created: at('2023-03-20T15:40:12Z'),
    updated: TUNED,
  },
];
