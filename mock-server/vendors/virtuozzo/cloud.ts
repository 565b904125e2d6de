import { DAY, HOUR, type Instant } from '../../domain/clock.js';
import { Cloud, type CloudState, type Jobs, type Ran } from '../../domain/cloud.js';
import type { Credential } from '../../domain/credentials.js';
import { type Micros, toMicros } from '../../domain/money.js';
import { type Quota, quotas as standardQuotas } from './catalogue.js';
import { fundsNow, hourOfRuin, together } from './funds.js';
import type { Account, Entry, Environment, Exported, Node, Terms, Token } from './records.js';
import { hourOf, Usage } from './usage.js';

/** What the operator laid down before the story began. */
export interface PlatformSettings {
  /** Host name below which environments live. */
  readonly platform: string;
  readonly currency: string;
  /** Limits that differ from the standard ones. */
  readonly quotas: Readonly<Record<string, number>>;
  /** Part of every drawn session, token and key, so that two worlds never hand out the same. */
  readonly secret: string;
}

/** The platform with its accounts, environments and money. */
export class VirtuozzoCloud extends Cloud {
  readonly settings: PlatformSettings;
  readonly accounts = this.collection<Account>('user');
  readonly environments = this.collection<Environment>('application');
  readonly tokens = this.collection<Token>('token');
  readonly entries = this.collection<Entry>('entry');
  readonly exports = this.collection<Exported>('export');
  readonly #charged = this.meter<Terms>('charged');
  readonly usage = new Usage(this.random, appid => this.#charged.of(appid));
  /** Accounts for which it is not settled yet when their money runs out. */
  readonly #unsettled = new Set<number>();
  /** Ids of environments by owner, deleted ones included. */
  readonly #owned = new Map<number, string[]>();

  constructor(seed: number, now: Instant, settings: PlatformSettings) {
    super(seed, now);
    this.settings = settings;
  }

  /** The id of an environment speaks for its owner; the platform's own ids speak for nobody. */
  override credential(scheme: string, value: string): Credential | undefined {
    if (scheme !== 'appid') return this.credentials.find(scheme, value);
    const environment = this.environments.get(value);
    if (environment === undefined || environment.deletedOn !== null) return undefined;
    return { scheme, value, holder: environment.owner, state: 'valid', rights: 'all', expires: null };
  }

  /** A token may call the methods it was made for; by a template, all but those about tokens. */
  override permits({ scheme, value }: Credential, path: string): boolean {
    if (scheme !== 'session' || this.tokens.size === 0) return true;
    const token = this.tokens.find(known => known.value === value);
    if (token === undefined) return true;
    const method = path.slice(1).replace('/rest/', '/').replaceAll('/', '.');
    if (token.methods !== null) return token.methods.includes(method);
    return !method.startsWith('users.authentication.') || method.endsWith('.signout');
  }

  /** Money runs out on the hour only, so it is looked for when an hour ends and no sooner. */
  override settle(until: Instant, jobs: Jobs<never>): readonly Ran[] {
    if (hourOf(until) > hourOf(this.now))
      this.transact(() => {
        for (const uid of this.#unsettled) this.#planRuin(uid);
        this.#unsettled.clear();
      });
    return super.settle(until, jobs);
  }

  override load(state: CloudState): void {
    super.load(state);
    this.usage.forget();
    this.#owned.clear();
    for (const environment of this.environments.all()) this.#own(environment);
    for (const { id } of this.accounts.all()) this.#unsettled.add(id);
  }

  /** All environments an account has or had. */
  ownedBy(uid: number): Environment[] {
    return (this.#owned.get(uid) ?? []).map(id => this.environments.need(id));
  }

  /** The environments an account has. */
  livingOf(uid: number): Environment[] {
    return this.ownedBy(uid).filter(({ deletedOn }) => deletedOn === null);
  }

  quota(name: string): Quota | undefined {
    const standard = standardQuotas.find(known => known.name === name);
    const value = this.settings.quotas[name];
    return standard && value !== undefined ? { ...standard, value } : standard;
  }

  /** The value of a limit; nothing is limited that has no quota. */
  limit(name: string): number {
    return this.quota(name)?.value ?? Number.POSITIVE_INFINITY;
  }

  /** From now on the environment is there and charged. */
  enter(environment: Environment): Environment {
    this.environments.add(environment);
    this.#own(environment);
    return this.#charge(environment);
  }

  /** Changes an environment, and from now on what it is charged for. */
  change(appid: string, change: Partial<Omit<Environment, 'id'>>): Environment {
    return this.#charge(this.environments.update(appid, change));
  }

  /** From now on the environment is gone and costs nothing; its record and its bill stay. */
  end(appid: string): void {
    this.change(appid, { deletedOn: this.now, isSuspended: false });
  }

  /**
   * Enters money that comes or goes at once: `bonus` and `balance` are parts of the amount. What the hours cost until now
   * is paid first.
   */
  book(uid: number, entry: Pick<Entry, 'kind' | 'bonus' | 'balance' | 'note' | 'appid'>): void {
    const account = this.accounts.need(uid);
    const before = fundsNow(this, account);
    const sign = entry.kind === 'fund' ? 1 : -1;
    const after = {
      hour: before.hour,
      bonus: before.bonus + sign * entry.bonus,
      balance: before.balance + sign * entry.balance,
    };
    this.entries.add({ id: this.nextId('entry'), uid, at: this.now, after, ...entry });
    this.accounts.update(uid, { funds: after });
    this.#unsettled.add(uid);
    this.review(uid);
  }

  /** Money below which an account becomes inactive. */
  get leastMoney(): Micros {
    return toMicros(this.limit('account.minbalance'));
  }

  /** Stops an account's environments when its money is gone, and starts them again when there is some. */
  review(uid: number): void {
    const account = this.accounts.need(uid);
    const money = together(fundsNow(this, account));
    if (account.status === 'active' && money < this.leastMoney) this.#deactivate(uid);
    else if (account.status !== 'active' && money > this.leastMoney) this.#activate(uid);
  }

  #deactivate(uid: number): void {
    this.accounts.update(uid, { status: 'inactive', statusOn: this.now });
    for (const { id, state } of this.livingOf(uid))
      if (state === 'running') this.change(id, { state: 'down', isSuspended: true });
    this.agenda.enter(this.now + this.limit('account.destroy.period') * DAY, 'destroy', uid);
  }

  #activate(uid: number): void {
    this.accounts.update(uid, { status: 'active', statusOn: this.now });
    this.agenda.cancel(uid, 'destroy');
    for (const { id, isSuspended } of this.livingOf(uid))
      if (isSuspended) this.change(id, { state: 'running', isSuspended: false });
  }

  /** The environments of an account that had no money for too long are no more. */
  destroy(uid: number): void {
    this.accounts.update(uid, { status: 'destroyed', statusOn: this.now });
    for (const { id } of this.livingOf(uid)) this.end(id);
  }

  /** Enters the instant at which the money runs out, if nothing changes until then. */
  #planRuin(uid: number): void {
    const account = this.accounts.need(uid);
    const hour = account.status === 'active' ? hourOfRuin(this, account, this.leastMoney) : undefined;
    const at = hour === undefined ? undefined : hour * HOUR;
    const [planned] = this.agenda.waiting(uid).filter(({ kind }) => kind === 'runOut');
    if (planned?.at === at) return;
    this.agenda.cancel(uid, 'runOut');
    if (at !== undefined) this.agenda.enter(at, 'runOut', uid);
  }

  #charge(environment: Environment): Environment {
    const { id, owner, deletedOn } = environment;
    const terms = termsOf(environment);
    if (deletedOn !== null) this.#charged.stop(id, this.now);
    else if (!isSame(this.#charged.current(id), terms)) this.#charged.charge(id, this.now, terms);
    this.usage.forget(id);
    this.#unsettled.add(owner);
    return environment;
  }

  #own({ id, owner }: Environment): void {
    const known = this.#owned.get(owner);
    if (known === undefined) this.#owned.set(owner, [id]);
    else known.push(id);
  }
}

/** While it does not run an environment is charged for disk space and addresses only. */
function termsOf({ ssl, state, nodes }: Environment): Terms {
  const runs = state === 'running';
  return {
    ssl,
    nodes: nodes.map(({ id, type, fixed, flexible, disk, ipv4, ipv6 }: Node) => ({
      id,
      type,
      fixed: runs ? fixed : 0,
      flexible: runs ? flexible : 0,
      disk,
      ipv4: ipv4.length,
      ipv6: ipv6.length,
    })),
  };
}

const isSame = (one: Terms | undefined, other: Terms): boolean => JSON.stringify(one) === JSON.stringify(other);
