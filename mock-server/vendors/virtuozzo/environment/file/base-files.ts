import { logFoldersOf } from '../control/logs/files.js';
import type { AppEnvironment, Node } from '../control/record.js';
import { foldersOf, sizeOf } from './paths.js';
import type { WrittenFile, WrittenFolder } from './record.js';

/** What the software of a node brings: its user, where a relative path begins, and what it has on disk. */
interface Layout {
  readonly user: string;
  readonly home: string;
  readonly folders: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

/** Web root of the PHP, Ruby, Python and .NET servers, as the vendor's public pages have it. */
const WEB_ROOT = '/var/www/webroot/ROOT';

const layout = (user: string, home: string, ...folders: string[]): Layout => ({ user, home, folders });
const web = (user: string, ...others: string[]): Layout => layout(user, '/var/www', WEB_ROOT, ...others);
const java = layout('tomcat', '/opt/tomcat', '/opt/tomcat/webapps/ROOT', '/opt/tomcat/conf', '/opt/tomcat/logs');
const database = (user: string, data: string): Layout => layout(user, data, data);
const ROOT_USER = layout('root', '/root');

/**
 * By node type. Web roots, `/opt/tomcat/webapps`, `/home/jelastic` and `/data` of a storage stand in the vendor's pages
 * and add-on scripts; the users and the rest are a guess.
 */
const layouts: ReadonlyMap<string, Layout> = new Map([
  [
    'nginx',
    {
      ...layout('nginx', '/var/lib/nginx', '/etc/nginx/conf.d', '/var/log/nginx'),
      files: { '/etc/nginx/nginx.conf': 'worker_processes auto;\n' },
    },
  ],
  [
    'nginx-dockerized',
    {
      ...layout('nginx', '/var/lib/nginx', '/etc/nginx/conf.d', '/var/log/nginx'),
      files: { '/etc/nginx/nginx.conf': 'worker_processes auto;\n' },
    },
  ],
  [
    'haproxy',
    {
      ...layout('haproxy', '/var/lib/haproxy', '/etc/haproxy'),
      files: { '/etc/haproxy/haproxy.cfg': 'global\n    daemon\n' },
    },
  ],
  ['apache2', web('apache', '/etc/httpd/conf.d', '/var/log/httpd')],
  ['nginxphp', web('nginx', '/etc/nginx/conf.d', '/var/log/nginx')],
  ['nginxphp-dockerized', web('nginx', '/etc/nginx/conf.d', '/var/log/nginx')],
  ['litespeedphp', web('litespeed', '/var/www/conf')],
  ['apache2-python', web('apache', '/etc/httpd/conf.d', '/var/log/httpd')],
  ['apache2-ruby', web('apache', '/etc/httpd/conf.d', '/var/log/httpd')],
  ['dotnet', web('jelastic')],
  ['nodejs', layout('nodejs', '/home/jelastic', '/home/jelastic/ROOT')],
  ['golang', layout('jelastic', '/home/jelastic', '/home/jelastic/webapp')],
  ['springboot', layout('jelastic', '/home/jelastic', '/home/jelastic/APP')],
  ['tomcat', java],
  ['tomcat9', java],
  ['wildfly', layout('jelastic', '/opt/wildfly', '/opt/wildfly/standalone/deployments', '/opt/wildfly/standalone/log')],
  ['mysql', database('mysql', '/var/lib/mysql')],
  ['mysql5', database('mysql', '/var/lib/mysql')],
  ['mariadb', database('mysql', '/var/lib/mysql')],
  ['mariadb-dockerized', database('mysql', '/var/lib/mysql')],
  ['postgresql', database('postgres', '/var/lib/pgsql/data')],
  ['postgres13', database('postgres', '/var/lib/pgsql/data')],
  ['mongo-dockerized', database('mongod', '/var/lib/mongo')],
  ['redis', database('redis', '/var/lib/redis')],
  ['storage', layout('root', '/root', '/data')],
  ['maven3', layout('jelastic', '/home/jelastic', '/opt/maven')],
]);

/** Who owns a node's files, and where a relative path begins. */
export const layoutOf = (node: Node): { readonly user: string; readonly home: string } =>
  layouts.get(node.type) ?? ROOT_USER;

/** Folders of every node, the last ones of the platform's own add-ons. */
const COMMON = ['/etc', '/home', '/opt', '/root', '/tmp', '/usr/bin', '/var/lib/jelastic/keys', '/var/log'] as const;

/** As a Linux of the kind that the platform's templates are made from says it. */
const OS_RELEASE = 'NAME="AlmaLinux"\nVERSION="9.2"\nID="almalinux"\nPRETTY_NAME="AlmaLinux 9.2"\n';
const ALPINE_RELEASE = 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.18.4\nPRETTY_NAME="Alpine Linux v3.18"\n';

const passwd = (user: string, home: string): string =>
  `root:x:0:0:root:/root:/bin/bash\n${user === 'root' ? '' : `${user}:x:700:700::${home}:/bin/bash\n`}`;

export type BaseEntry = WrittenFile | WrittenFolder;

const bases = new WeakMap<AppEnvironment, Map<number, readonly BaseEntry[]>>();

/** What a node has on disk from the start, in the order of the paths. It follows from the environment and the node alone. */
export function baseOf(environment: AppEnvironment, node: Node, host: string): readonly BaseEntry[] {
  const known = bases.get(environment) ?? new Map<number, readonly BaseEntry[]>();
  bases.set(environment, known);
  const base = known.get(node.id) ?? made(environment, node, host);
  known.set(node.id, base);
  return base;
}

function made({ createdOn }: AppEnvironment, node: Node, host: string): readonly BaseEntry[] {
  const { user, home, folders, files = {} } = layouts.get(node.type) ?? ROOT_USER;
  const contents = new Map([
    ['/etc/hostname', `${host}\n`],
    ['/etc/hosts', `127.0.0.1 localhost\n127.0.0.1 ${host}\n`],
    ['/etc/os-release', node.image?.startsWith('alpine') ? ALPINE_RELEASE : OS_RELEASE],
    ['/etc/passwd', passwd(user, home)],
    ...Object.entries(files),
  ]);
  const own = new Set([home, ...folders]);
  const all = new Set([...COMMON, ...logFoldersOf(node), ...own].flatMap(path => [...foldersOf(path), path]));
  const entries: BaseEntry[] = [
    ...['/', ...all].map(
      (path): WrittenFolder => ({
        kind: 'folder',
        path,
        mode: path === '/tmp' ? 0o1777 : 0o755,
        owner: own.has(path) ? user : 'root',
        changedOn: createdOn,
      }),
    ),
    ...[...contents].map(
      ([path, content]): WrittenFile => ({
        kind: 'file',
        path,
        content,
        isBinary: false,
        size: sizeOf(content, false),
        mode: 0o644,
        owner: 'root',
        changedOn: createdOn,
      }),
    ),
  ];
  return entries.sort((one, other) => (one.path < other.path ? -1 : 1));
}
