/** How a client reaches one world, with its credentials. */
export interface WorldAccess {
  readonly name: string;
  readonly token: string;
  readonly apiKey: string;
  readonly session: string;
}

/** What goes over the wire; the path is below the world's prefix. */
export interface Wire {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A thing that a client makes, by its own name and number, both of them of this one alone. */
export interface Named {
  readonly tag: string;
  readonly number: number;
  /** The id that the world gave it, where it is known. */
  readonly id?: number | undefined;
}

export type VendorName = 'virtfusion' | 'infrahub' | 'virtuozzo';

/** A kind of write, and how what it did is found again. */
export interface WriteKind {
  readonly vendor: VendorName;
  wire(access: WorldAccess, thing: Named): Wire;
  /** Part of a snapshot in which one record bears its tag; undefined for a thing without a name. */
  readonly part?: string;
  /** Part of a snapshot that has one record more by it; undefined where what it makes has its place among others. */
  readonly counted?: string;
  /** Where an answer says the id. */
  id?(body: unknown): unknown;
  /** What the client reads after it. */
  readonly readBack: (access: WorldAccess, thing: Named) => Wire;
  /** Whether that answer shows what was written. */
  readonly shows: (status: number, text: string, thing: Named) => boolean;
}

const JSON_BODY = { 'content-type': 'application/json' };
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
/** Of the seeds `shop` and `empty`: the account of the platform's customer. */
const UID = '5886';

const panel = ({ token }: WorldAccess, method: Wire['method'], path: string, body?: object): Wire => ({
  ...{ method, path: `/api/v1${path}` },
  headers: { authorization: `Bearer ${token}`, ...(body && JSON_BODY) },
  ...(body && { body: JSON.stringify(body) }),
});

const cloud = ({ apiKey }: WorldAccess, method: Wire['method'], path: string, body?: object): Wire => ({
  ...{ method, path: `/v1${path}` },
  headers: { api_key: apiKey, ...(body && JSON_BODY) },
  ...(body && { body: JSON.stringify(body) }),
});

const platform = ({ session }: WorldAccess, method: string, input: Readonly<Record<string, string>> = {}): Wire => {
  const [service = '', name = ''] = method.split('#');
  return { method: 'GET', path: `/1.0/${service}/rest/${name}?${new URLSearchParams({ session, ...input })}` };
};

const shown = (status: number, text: string, { tag }: Named): boolean => status === 200 && text.includes(`"${tag}"`);

/** Milliseconds of a day: what the fundings of a world that begins in 2026 lie within. */
const WINDOW = { starttime: '2026-01-01 00:00:00', endtime: '2027-01-01 00:00:00', startRow: '0' };

const fundings = (access: WorldAccess): Wire =>
  platform(access, 'billing/account#getfundaccounthistory', { uid: UID, ...WINDOW, resultCount: '200' });

/** The names by which the kinds of writes are known. */
export const writeKinds = {
  user: {
    vendor: 'virtfusion',
    wire: (access, { tag, number }) =>
      panel(access, 'POST', '/users', { name: tag, email: `${tag}@example.com`, extRelationId: 1_000_000 + number }),
    ...{ part: 'user', counted: 'user' },
    id: body => Object(Object(body).data).id,
    readBack: (access, { number }) => panel(access, 'GET', `/users/${1_000_000 + number}/byExtRelation`),
    shows: shown,
  },
  panelKey: {
    vendor: 'virtfusion',
    wire: (access, { tag }) => panel(access, 'POST', '/ssh_keys', { userId: 1, name: tag, publicKey: KEY }),
    ...{ part: 'sshKey', counted: 'sshKey' },
    id: body => Object(Object(body).data).id,
    readBack: (access, { id }) => panel(access, 'GET', `/ssh_keys/${id}`),
    shows: shown,
  },
  server: {
    vendor: 'virtfusion',
    wire: access => panel(access, 'POST', '/servers', { packageId: 1, userId: 1, hypervisorId: 1, ipv4: 0 }),
    counted: 'server',
    id: body => Object(Object(body).data).id,
    readBack: (access, { id }) => panel(access, 'GET', `/servers/${id}`),
    shows: (status, text, { id }) => status === 200 && text.includes(`"id":${id},`),
  },
  credit: {
    vendor: 'virtfusion',
    wire: (access, { tag }) =>
      panel(access, 'POST', '/selfService/credit/byUserExtRelationId/1', { tokens: 1, reference_2: tag }),
    ...{ part: 'credit', counted: 'credit' },
    id: body => Object(Object(body).data).id,
    readBack: access => panel(access, 'GET', '/selfService/usage/byUserExtRelationId/1'),
    shows: status => status === 200,
  },
  environment: {
    vendor: 'infrahub',
    wire: (access, { tag }) => cloud(access, 'POST', '/core/environments', { name: tag, region: 'NORWAY-1' }),
    part: 'environment',
    id: body => Object(Object(body).environment).id,
    readBack: (access, { id }) => cloud(access, 'GET', `/core/environments/${id}`),
    shows: shown,
  },
  environmentRemoval: {
    vendor: 'infrahub',
    wire: (access, { id }) => cloud(access, 'DELETE', `/core/environments/${id}`),
    readBack: (access, { id }) => cloud(access, 'GET', `/core/environments/${id}`),
    shows: status => status === 404,
  },
  firewall: {
    vendor: 'infrahub',
    wire: (access, { tag }) => cloud(access, 'POST', '/core/firewalls', { name: tag, environment_id: 1 }),
    ...{ part: 'firewall', counted: 'firewall' },
    id: body => Object(Object(body).firewall).id,
    readBack: (access, { id }) => cloud(access, 'GET', `/core/firewalls/${id}`),
    shows: shown,
  },
  volume: {
    vendor: 'infrahub',
    wire: (access, { tag }) =>
      cloud(access, 'POST', '/core/volumes', {
        ...{ name: tag, environment_name: 'default-NORWAY-1', size: 1, volume_type: 'Cloud-SSD' },
      }),
    ...{ part: 'volume', counted: 'volume' },
    id: body => Object(Object(body).volume).id,
    readBack: (access, { id }) => cloud(access, 'GET', `/core/volumes/${id}`),
    shows: shown,
  },
  funding: {
    vendor: 'virtuozzo',
    wire: (access, { tag }) =>
      platform(access, 'billing/account#fundaccount', { uid: UID, amount: `${FUNDED}`, note: tag }),
    part: 'entry',
    readBack: fundings,
    shows: shown,
  },
  charge: {
    vendor: 'virtuozzo',
    wire: (access, { tag }) =>
      platform(access, 'billing/account#chargeaccountbyuid', { uid: UID, amount: `${CHARGED}`, description: tag }),
    part: 'entry',
    readBack: fundings,
    shows: shown,
  },
  application: {
    vendor: 'virtuozzo',
    wire: (access, { tag }) =>
      platform(access, 'environment/control#createenvironment', {
        ...{ env: JSON.stringify({ shortdomain: tag }), nodes: '[{"nodeType":"nodejs"}]' },
      }),
    ...{ part: 'application', counted: 'application' },
    id: body => Object(Object(Object(body).response).env).appid,
    readBack: (access, { tag }) => platform(access, 'environment/control#getenvinfo', { envName: tag }),
    shows: shown,
  },
} as const satisfies Readonly<Record<string, WriteKind>>;

export type WriteName = keyof typeof writeKinds;

/** What one funding brings, and one charge takes: sums of them are exact. */
export const [FUNDED, CHARGED] = [1, 0.5];

/** Reads that depend on what many have written. */
export const readKinds = {
  account: access => platform(access, 'billing/account#getaccount'),
  fundings,
  credit: access => panel(access, 'GET', '/selfService/usage/byUserExtRelationId/1'),
  servers: access => panel(access, 'GET', '/servers?results=20'),
  environments: access => cloud(access, 'GET', '/core/environments?page=1&pageSize=20'),
  firewalls: access => cloud(access, 'GET', '/core/firewalls?page=1&pageSize=20'),
  volumes: access => cloud(access, 'GET', '/core/volumes?page=1&pageSize=20'),
  balance: access => cloud(access, 'GET', '/billing/user-credit/credit'),
} as const satisfies Readonly<Record<string, (access: WorldAccess) => Wire>>;

export type ReadName = keyof typeof readKinds;

/** Whether an answer says that it was done, in the words of each vendor. */
export const isDone = (vendor: VendorName, status: number, text: string): boolean =>
  vendor === 'virtuozzo' ? status === 200 && text.startsWith('{"result":0') : status < 300;
