/** The tables of a store. One schema for all engines; what they hold is text and whole numbers. */
export interface Tables {
  readonly worlds: WorldsTable;
  readonly clouds: CloudsTable;
  readonly records: RecordsTable;
  readonly calls: CallsTable;
  readonly credentials: CredentialsTable;
  readonly bases: BasesTable;
  readonly tenant_minutes: TenantMinutesTable;
}

export interface WorldsTable {
  id: string;
  name: string;
  head: string;
  tenant: string | null;
  key: string | null;
  /** Tenant and key as one text, which is unique; null without a key. */
  tenant_key: string | null;
  expires: number | null;
  /** Real instant from which it wants to be brought into memory though nobody calls it; null for never. */
  wakes: number | null;
  made: number;
  version: number;
  epoch: number;
  calls: number;
  cleared: number;
  holder: string | null;
  held_until: number | null;
}

export interface CloudsTable {
  world: string;
  vendor: string;
  base: string;
  head: string;
  version: number;
}

export interface RecordsTable {
  world: string;
  vendor: string;
  part: string;
  key: string;
  value: string | null;
  born: number | null;
  nth: number;
  version: number;
}

/** Calls that were kept together. */
export interface CallsTable {
  world: string;
  /** Of the last of them. */
  number: number;
  /** What `callsTogether` makes of them. */
  entry: string;
}

export interface CredentialsTable {
  hash: string;
  world: string;
}

/** Calls of tenants in one minute of the real time, counted since 1970. */
export interface TenantMinutesTable {
  tenant: string;
  minute: number;
  calls: number;
}

export interface BasesTable {
  id: string;
  content: string;
  /** Real instant at which it was last asked to be kept: one without clouds is forgotten only a while after. */
  used: number;
}

/** What differs between engines. */
export interface SqlDialect {
  /** The type of a text: names are compared by their bytes, whatever the language of a database. */
  readonly text: 'text' | 'text collate "C"';
  /** Whether other processes ask what changed since a version. */
  readonly isShared: boolean;
}

/**
 * What makes a store of each version from one of the version before; the first makes it from nothing. Never change one that
 * was released: add one.
 */
export const migrations: readonly ((dialect: SqlDialect) => readonly string[])[] = [
  ({ text }) => [
    `create table worlds (id ${text} primary key, name ${text} not null unique, head ${text} not null, tenant ${text},
      key ${text}, tenant_key ${text} unique, expires bigint, made bigint not null, version bigint not null,
      epoch bigint not null, calls bigint not null, cleared bigint not null, holder ${text}, held_until bigint)`,
    'create index worlds_expires on worlds (expires) where expires is not null',
    'create index worlds_tenant on worlds (tenant)',
    `create table bases (id ${text} primary key, content ${text} not null, used bigint not null)`,
    `create table clouds (world ${text} not null, vendor ${text} not null, base ${text} not null references bases (id),
      head ${text} not null, version bigint not null, primary key (world, vendor))`,
    'create index clouds_base on clouds (base)',
    `create table records (world ${text} not null, vendor ${text} not null, part ${text} not null, key ${text} not null,
      value ${text}, born bigint, nth bigint not null, version bigint not null, primary key (world, vendor, part, key))`,
    'create index records_version on records (world, version)',
    `create table calls (world ${text} not null, number bigint not null, entry ${text} not null, primary key (world, number))`,
    `create table credentials (hash ${text} primary key, world ${text} not null)`,
    'create index credentials_world on credentials (world)',
  ],
  ({ text, isShared }) => [
    'alter table worlds add column wakes bigint',
    'create index worlds_wakes on worlds (wakes) where wakes is not null',
    // They may have somebody to tell, and did not say when: each is looked at once.
    "update worlds set wakes = 0 where id in (select world from records where part in ('outbox', 'webhooks'))",
    `create table tenant_minutes (tenant ${text} not null, minute bigint not null, calls bigint not null, primary key (tenant, minute))`,
    // Where nobody asks by version, each write would pay for it.
    ...(isShared ? [] : ['drop index records_version']),
  ],
];

/** The version of a store that this program makes and reads. */
export const SCHEMA = migrations.length;

/** Its tables, to know one that another program made. */
export const tableNames: readonly (keyof Tables)[] = [
  'worlds',
  'bases',
  'clouds',
  'records',
  'calls',
  'credentials',
  'tenant_minutes',
];
