import type { Instant } from '../../domain/clock.js';
import type { Micros } from '../../domain/money.js';

/** Money of an account after every hour before `hour` was paid. */
export interface Funds {
  /** Whole hours since 1970. */
  readonly hour: number;
  readonly bonus: Micros;
  readonly balance: Micros;
}

export interface Account {
  /** The uid. */
  readonly id: number;
  readonly email: string;
  readonly password: string;
  readonly name: string;
  /** May make the operator's calls. */
  readonly isOperator: boolean;
  readonly group: string;
  readonly groupType: 'trial' | 'beta' | 'billing' | 'post';
  readonly status: 'active' | 'inactive' | 'destroyed';
  readonly createdOn: Instant;
  readonly statusOn: Instant | null;
  /** As of the last funding, charge or return; what the hours since cost is computed on reading. */
  readonly funds: Funds;
}

/** Money that came or went otherwise than by the hour. */
export interface Entry {
  readonly id: number;
  readonly uid: number;
  readonly at: Instant;
  readonly kind: 'fund' | 'unfund' | 'charge';
  /** Parts of the amount, both 0 or more, whichever way they went. */
  readonly bonus: Micros;
  readonly balance: Micros;
  readonly note: string | null;
  readonly appid: string | null;
  /** The account's funds after it. */
  readonly after: Funds;
}

/** A container of an environment. */
export interface Node {
  readonly id: number;
  readonly type: string;
  /** Layer: `cp`, `sqldb`, ... */
  readonly group: string;
  readonly isMaster: boolean;
  readonly displayName: string | null;
  /** Docker image with its tag. */
  readonly image: string | null;
  /** Reserved cloudlets. */
  readonly fixed: number;
  /** Scaling limit in cloudlets, the reserved ones included. */
  readonly flexible: number;
  /** Disk space in use, MB. */
  readonly disk: number;
  readonly diskLimit: number;
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
}

export interface Environment {
  /** The appid, 32 hex digits. */
  readonly id: string;
  /** Short name, `env-7057607`. */
  readonly name: string;
  readonly displayName: string | null;
  readonly owner: number;
  readonly createdOn: Instant;
  /** Stays on record after its deletion, for its bill. */
  readonly deletedOn: Instant | null;
  readonly region: string;
  readonly isHighlyAvailable: boolean;
  readonly ssl: boolean;
  readonly groups: readonly string[];
  readonly state: 'running' | 'down' | 'sleep';
  /** The platform stopped it for want of money, and starts it again when there is some. */
  readonly isSuspended: boolean;
  readonly nodes: readonly Node[];
}

/** A personal access token that somebody made; its value is a credential. */
export interface Token {
  readonly id: number;
  readonly uid: number;
  readonly value: string;
  readonly description: string;
  readonly template: string | null;
  /** Methods it may call, `billing.account.getaccount`; null for all that its template allows. */
  readonly methods: readonly string[] | null;
  readonly expiresAt: Instant | null;
}

/** What a bill is asked for. */
export interface BillQuery {
  readonly uid: number;
  /** The window, its end excluded. */
  readonly from: Instant;
  readonly to: Instant;
  readonly period: 'YEAR' | 'MONTH' | 'WEEK' | 'DAY' | 'HOUR' | 'AGE';
  /** Minutes east of UTC. */
  readonly offset: number;
  /** Nodes of the same type make one row. */
  readonly isGrouped: boolean;
  /** Only this environment. */
  readonly appid: string | null;
}

/** A bill that was exported as a table. */
export interface Exported {
  /** The key in its link. */
  readonly id: string;
  readonly table: string;
}

/** What one node is charged for, until something changes. */
export interface NodeTerms {
  readonly id: number;
  readonly type: string;
  /** Both 0 while it does not run. */
  readonly fixed: number;
  readonly flexible: number;
  readonly disk: number;
  readonly ipv4: number;
  readonly ipv6: number;
}

/** What one environment is charged for, until something changes. */
export interface Terms {
  readonly ssl: boolean;
  readonly nodes: readonly NodeTerms[];
}
