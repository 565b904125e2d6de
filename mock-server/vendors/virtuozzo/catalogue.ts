/** What the platform offers: the operator's side, the same in every world unless a seed's settings say otherwise. */
export interface Software {
  /** Layer it is put in by default. */
  readonly group: string;
  readonly name: string;
  readonly version: string;
  readonly port: number;
}

const types: Readonly<Record<string, Software>> = {
  'nginx-dockerized': { group: 'bl', name: 'NGINX Balancer', version: '1.24.0', port: 80 },
  haproxy: { group: 'bl', name: 'HAProxy', version: '2.8.3', port: 80 },
  litespeedadc: { group: 'bl', name: 'LiteSpeed ADC', version: '3.1.4', port: 80 },
  nginx: { group: 'bl', name: 'NGINX', version: '1.24.0', port: 80 },
  varnish: { group: 'bl', name: 'Varnish', version: '7.3.0', port: 80 },
  apache2: { group: 'cp', name: 'Apache PHP', version: '2.4.57', port: 80 },
  nginxphp: { group: 'cp', name: 'NGINX PHP', version: '1.24.0', port: 80 },
  'nginxphp-dockerized': { group: 'cp', name: 'NGINX PHP', version: '1.24.0', port: 80 },
  litespeedphp: { group: 'cp', name: 'LiteSpeed PHP', version: '6.2.1', port: 80 },
  nodejs: { group: 'cp', name: 'Node.js', version: '20.9.0', port: 80 },
  tomcat: { group: 'cp', name: 'Tomcat', version: '10.1.15', port: 8080 },
  tomcat9: { group: 'cp', name: 'Tomcat', version: '9.0.82', port: 8080 },
  wildfly: { group: 'cp', name: 'WildFly', version: '29.0.1', port: 8080 },
  springboot: { group: 'cp', name: 'Spring Boot', version: '3.1.5', port: 8080 },
  'apache2-python': { group: 'cp', name: 'Apache Python', version: '2.4.57', port: 80 },
  'apache2-ruby': { group: 'cp', name: 'Apache Ruby', version: '2.4.57', port: 80 },
  golang: { group: 'cp', name: 'Go', version: '1.21.3', port: 80 },
  dotnet: { group: 'cp', name: '.NET', version: '7.0.402', port: 80 },
  mysql: { group: 'sqldb', name: 'MySQL', version: '8.0.35', port: 3306 },
  mysql5: { group: 'sqldb', name: 'MySQL', version: '5.7.44', port: 3306 },
  'mariadb-dockerized': { group: 'sqldb', name: 'MariaDB', version: '10.11.5', port: 3306 },
  mariadb: { group: 'sqldb', name: 'MariaDB', version: '10.11.5', port: 3306 },
  postgresql: { group: 'sqldb', name: 'PostgreSQL', version: '16.0', port: 5432 },
  postgres13: { group: 'sqldb', name: 'PostgreSQL', version: '13.12', port: 5432 },
  redis: { group: 'nosqldb', name: 'Redis', version: '7.2.2', port: 6379 },
  'mongo-dockerized': { group: 'nosqldb', name: 'MongoDB', version: '7.0.2', port: 27017 },
  memcached: { group: 'cache', name: 'Memcached', version: '1.6.22', port: 11211 },
  storage: { group: 'storage', name: 'Shared Storage', version: '2.0', port: 2049 },
  maven3: { group: 'build', name: 'Maven', version: '3.9.5', port: 8080 },
  'ubuntu-vps': { group: 'vps', name: 'Ubuntu VPS', version: '22.04', port: 22 },
  'centos-vps': { group: 'vps', name: 'CentOS VPS', version: '7.9', port: 22 },
  'debian-vps': { group: 'vps', name: 'Debian VPS', version: '12.2', port: 22 },
  docker: { group: 'docker', name: 'Docker', version: 'latest', port: 80 },
  kubernetes: { group: 'cp', name: 'Kubernetes', version: '1.27.6', port: 80 },
};

/** Node types by the names that `nodeType` takes; a map, so that `constructor` is none. */
export const software: ReadonlyMap<string, Software> = new Map(Object.entries(types));

export interface HostGroup {
  readonly uniqueName: string;
  readonly displayName: string;
}

/** Host groups; the first is the default. The printed row of the documentation names it. */
export const hostGroups: readonly [HostGroup, ...HostGroup[]] = [
  { uniqueName: 'user_host_group', displayName: 'Users' },
  { uniqueName: 'default_hn_group', displayName: 'Default region' },
  { uniqueName: 'fra1_hn_group', displayName: 'Frankfurt, Germany' },
  { uniqueName: 'ams1_hn_group', displayName: 'Amsterdam, Netherlands' },
];

export interface Quota {
  readonly name: string;
  readonly description: string;
  readonly value: number;
}

const quota = (name: string, value: number, description: string): Quota => ({ name, value, description });

/** Limits of every account, by the names that add-on scripts ask for; the values are ours. */
export const quotas: readonly Quota[] = [
  quota('account.minbalance', 0, 'Balance below which the account becomes inactive'),
  quota('account.personal.min.threshold', 10, 'Balance at which the user is told to refill'),
  quota('account.destroy.period', 60, 'Days from deactivation to destruction'),
  quota('environment.maxcount', 1000, 'Maximal number of environments per account'),
  quota('environment.maxnodescount', 100, 'Maximal number of nodes per environment'),
  quota('environment.maxsamenodescount', 50, 'Maximal number of nodes per layer'),
  quota('environment.maxcloudletsperrec', 256, 'Maximal number of cloudlets per server'),
  quota('environment.externalip.enabled', 1, 'Public IPv4 addresses'),
  quota('environment.externalip.maxcount', 500, 'Maximal number of public IPv4 addresses per account'),
  quota('environment.externalip.maxcount.per.node', 20, 'Maximal number of public IPv4 addresses per node'),
  quota('environment.externalipv6.enabled', 1, 'Public IPv6 addresses'),
  quota('environment.externalipv6.maxcount', 500, 'Maximal number of public IPv6 addresses per account'),
  quota('environment.externalipv6.maxcount.per.node', 20, 'Maximal number of public IPv6 addresses per node'),
  quota('environment.jelasticssl.enabled', 1, 'Built-in SSL'),
  quota('environment.endpoint.enabled', 1, 'Endpoints'),
  quota('firewall.enabled', 1, 'Firewall'),
  quota('disk.iopslimit', 1000, 'Disk operations a second'),
  quota('network.bandwidth.limitation', 1000, 'Network bandwidth, Mbit/s'),
];

/** Sets of rights a token can be made with. The pages name the first; the second is ours. */
export const templates = [
  { id: 1, name: 'Extended Access' },
  { id: 2, name: 'Read Only' },
] as const;

/** What the platform says of itself: the version of the OpenAPI text; add-ons for one edition name it `ultimate`. */
export const release = { version: '8.0.2', build: '1', edition: 'ultimate' } as const;

/** Groups of accounts, the sort of billing of each by the same name. */
export const accountGroups = ['trial', 'beta', 'billing', 'post'] as const;
