import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';

/** When each test of the platform begins. */
export const BEGINNING = '2025-01-01T00:00:00Z';

/** One row of a bill, as far as the tests look at it. */
export interface BillRow {
  readonly dateTime: string;
  readonly domain?: string;
  readonly nodeid?: number;
  readonly nodeCount: number;
  readonly type: string;
  readonly resourceType: string;
  readonly count: number;
  readonly cost: number;
  readonly isBonus: boolean;
  readonly fixedCloudletsAmount: number;
  readonly fixedCloudletsCost: number;
  readonly flexibleCloudletsAmount: number;
  readonly flexibleCloudletsCost: number;
  readonly storageCost: number;
  readonly networkExtCost: number;
  readonly usedCloudletsAmount: number;
  readonly note?: string;
}

/** An environment's node, as far as the tests look at it. */
interface NodeInfo {
  readonly id: number;
  readonly nodeGroup: string;
  readonly nodeType: string;
  readonly status: number;
  readonly fixedCloudlets: number;
  readonly flexibleCloudlets: number;
  readonly ismaster: boolean;
  readonly extIPs?: readonly string[];
  readonly customitem?: { readonly dockerName: string; readonly dockerTag: string };
}

export interface EnvInfo {
  readonly env: {
    readonly appid: string;
    readonly envName: string;
    readonly status: number;
    readonly sslstate: boolean;
  };
  readonly nodeGroups: readonly { readonly name: string }[];
  readonly nodes: readonly NodeInfo[];
}

/** All that an answer may hold; each call fills some of it. */
export interface Answer extends Partial<EnvInfo> {
  readonly result: number;
  readonly error?: string;
  readonly source?: string;
  readonly session?: string;
  readonly uid?: number;
  readonly email?: string;
  readonly status?: number | string;
  readonly balance?: number;
  readonly bonus?: number;
  readonly link?: string;
  readonly object?: string;
  readonly array?: readonly BillRow[];
  readonly infos?: readonly EnvInfo[];
  readonly response?: EnvInfo & { readonly result: number };
  readonly responses?: readonly {
    readonly chargeType: string;
    readonly amount: number;
    readonly operationDate: number;
  }[];
  readonly ipAddresses?: Readonly<Record<string, readonly { readonly ipAddress: string; readonly type: string }[]>>;
  readonly token?: { readonly id: number; readonly key?: string; readonly expiresAt?: string };
  readonly apiTokens?: readonly { readonly id: number; readonly key?: string; readonly description: string }[];
}

export type Input = Readonly<Record<string, string | number | boolean | object>>;

/** Somebody with a session who calls the platform: POST with a form, as most clients do. */
export class VirtuozzoCaller {
  readonly base: string;
  readonly session: string;

  constructor(origin: string, session: string) {
    this.base = `${origin}/1.0`;
    this.session = session;
  }

  static of(mock: MockServer): VirtuozzoCaller {
    return new VirtuozzoCaller(mock.url, mock.credentials.virtuozzo.session);
  }

  /** Calls `billing/account/getaccount` with these fields and the session, and answers the body; HTTP must say 200. */
  call(method: string, input: Input = {}): Promise<Answer> {
    return this.ask<Answer>(method, input);
  }

  /** The same, for answers of which a test looks at other members. */
  async ask<T>(method: string, input: Input = {}): Promise<T> {
    const reply = await this.send(method, { session: this.session, ...input });
    if (reply.status !== 200) throw new Error(`${method} answered ${reply.status}`);
    const answer: T = JSON.parse(await reply.text());
    return answer;
  }

  send(method: string, input: Input): Promise<Response> {
    const at = method.lastIndexOf('/');
    return fetch(`${this.base}/${method.slice(0, at)}/rest${method.slice(at)}`, {
      method: 'POST',
      body: formOf(input),
    });
  }

  /** Creates an environment and answers it; fails when it is refused. */
  async create(env: object, ...nodes: readonly object[]): Promise<EnvInfo> {
    const { response, error } = await this.call('environment/control/createenvironment', { env, nodes });
    if (response === undefined) throw new Error(`no environment: ${error}`);
    return response;
  }

  async rows(starttime: string, endtime: string, period: string, more: Input = {}): Promise<readonly BillRow[]> {
    const window = { starttime, endtime, period, ...more };
    const { array, error } = await this.call('billing/account/getaccountbillinghistorybyperiod', window);
    if (array === undefined) throw new Error(`no bill: ${error}`);
    return array;
  }

  /** Balance and bonus together, in millionths. */
  async money(): Promise<number> {
    const { balance = 0, bonus = 0 } = await this.call('billing/account/getaccount');
    return micros(balance) + micros(bonus);
  }
}

/** A platform for each test, with these settings of its operator, and its customer. */
export function platformForEach(meet: (caller: VirtuozzoCaller, mock: MockServer) => void, settings?: object): void {
  doubleForEach(BEGINNING, mock => meet(VirtuozzoCaller.of(mock), mock), settings && { virtuozzo: settings });
}

/** Fields as a form; objects as JSON text, as the platform takes them. */
export function formOf(input: Input): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(input))
    form.append(name, typeof value === 'object' ? JSON.stringify(value) : `${value}`);
  return form;
}

export const micros = (money: number): number => Math.round(money * 1e6);

/** What rows cost together, in millionths, as every client adds it up. */
export const totalOf = (rows: readonly BillRow[]): number => rows.reduce((sum, { cost }) => sum + micros(cost), 0);
