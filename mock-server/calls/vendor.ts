import type { z } from 'zod';
import type { Contract, Loaded } from '../../contracts/core/contract.js';
import type { credentialWays } from '../../contracts/core/credential-ways.js';
import { nearestIssue } from '../../contracts/core/issues.js';
import { didYouMean } from '../../contracts/core/names.js';
import type { Operations } from '../../contracts/core/operation.js';
import type { Webhook } from '../../contracts/core/webhooks.js';
import type { Instant } from '../domain/clock.js';
import type { Cloud, Jobs } from '../domain/cloud.js';
import type { Identified } from '../domain/collection.js';
import type { Credential } from '../domain/credentials.js';
import { DELIVERY } from '../domain/outbox.js';
import type { LoadBills } from './bills.js';
import type { HandlerSource, Handlers } from './handler.js';
import type { PageRoutes, PageSource } from './page.js';

/** How a credential that a world hands out may be used, or is refused. */
export type CredentialWay = keyof typeof credentialWays;

/** A credential that a world hands out to its users. */
export interface Issued<Name extends string = string> {
  readonly way: CredentialWay;
  /** Key in the lists of credentials: `token`, `apiKey`, `session`, `login`, `password`. */
  readonly name: Name;
  readonly value: string;
  /** Scheme by which it selects its world; null for one that does not travel alone, such as a password. */
  readonly scheme: string | null;
}

/** The credentials of a world: the fixed ones for `default`, its own for any other. */
export type IssueCredentials<Name extends string = string> = (world: string, seed: number) => readonly Issued<Name>[];

/**
 * The valid credentials of each vendor, for the compiler. A vendor adds its own beside its `issue`, so that no list of
 * vendors is needed here; those of another package do the same for `hostdouble`:
 * `declare module 'hostdouble' { interface VendorCredentials { readonly acme: CredentialsFrom<typeof issue> } }`
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled where the vendors are
export interface VendorCredentials {}

/** The credentials that an `issue` hands out, by name. */
export type CredentialsFrom<I extends IssueCredentials> = Readonly<Record<ReturnType<I>[number]['name'], string>>;

/** Settings of a cloud by name; each vendor says which it knows. */
export type Settings = Readonly<Record<string, unknown>>;

/** Settings as a vendor's schema puts them out. Throws an error that names each one that is wrong, or that there is not. */
export function readSettings<S extends z.ZodObject>(schema: S, settings: Settings): z.output<S> {
  const result = schema.safeParse(settings);
  if (result.success) return result.data;
  const said = result.error.issues
    .map(nearestIssue)
    .flatMap(issue =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map(key => `there is no setting "${key}"${didYouMean(key, Object.keys(schema.shape))}`)
        : [`the setting "${issue.path.join('.')}" is wrong: ${issue.message}`],
    );
  throw new Error(said.join('; '));
}

/** What a cloud is made from: a number to draw chance from, its first instant, its credentials and its settings. */
export interface CloudInit {
  readonly seed: number;
  /** Credentials of the way `expired` expired then. */
  readonly start: Instant;
  readonly issued: readonly Issued[];
  readonly settings: Settings;
}

/** How a credential that is handed out in this way stands in a cloud that begins then. */
export const standingOf = (way: CredentialWay, start: Instant): Pick<Credential, 'state' | 'rights' | 'expires'> => ({
  state: way === 'revoked' ? 'revoked' : 'valid',
  rights: way === 'readonly' ? 'read' : 'all',
  expires: way === 'expired' ? start : null,
});

/**
 * Has a new cloud take the credentials that its world hands out, each as it is to be used or refused; `holderOf` says whom
 * it speaks for. One that does not travel alone, such as a password, is left to the cloud.
 */
export function takeIssued(
  cloud: Cloud,
  { issued, start }: Pick<CloudInit, 'issued' | 'start'>,
  holderOf: (way: CredentialWay) => number,
): void {
  for (const { way, scheme, value } of issued) {
    if (scheme === null) continue;
    cloud.credentials.add({ scheme, value, holder: holderOf(way), ...standingOf(way, start) });
  }
}

/** That the operator of a cloud has addresses told of what happens there, as the vendor's own panel lets him. */
export interface TakesWebhooks<C> {
  /** Names of what is told. A pattern must mean one of them. */
  readonly events: readonly string[];
  /** The addresses that are told now. */
  all(cloud: C): readonly Webhook[];
  /** Puts these addresses in the place of those there were. */
  set(cloud: C, webhooks: readonly Webhook[]): void;
}

/** One vendor: its contract and how it is answered. */
export interface Vendor<C extends Cloud = Cloud> {
  readonly contract: Contract;
  /** The credentials of each of its worlds. */
  readonly issue: IssueCredentials;
  /** A cloud with its catalogue, its account and its credentials, before anything happened. */
  createCloud(init: CloudInit): C;
  /** Without it the vendor tells nobody whom its operator names. */
  readonly webhooks?: TakesWebhooks<Cloud>;
  /** Handlers by group. */
  readonly groups: Readonly<Record<string, HandlerSource>>;
  /**
   * That what handlers answer to reads follows from the cloud and the call alone: they keep nothing beside it, and learn the
   * time from `cloud.now` and nowhere else. Then an answer that was found without asking for the time is sent again until
   * the cloud changes. Default: a handler says of each answer how long it lasts, or is asked each time.
   */
  readonly isPure?: boolean;
  /** What answers the clock, by the kind that the agenda names. */
  readonly jobs: Jobs<never>;
  /** What people see who open links of its answers. */
  readonly pages?: PageSource;
  /**
   * What does not hold together in a cloud that came from a snapshot, in words; nothing when all does. At each `undefined`
   * others are served: give one after what takes milliseconds.
   */
  inconsistencies?(cloud: C): Iterable<string | undefined>;
  /** What a seed that edits by hand must know, beyond the records themselves. Loaded for such a seed and no other. */
  readonly byHand?: () => Promise<ByHand<never>>;
  /** What things cost. Without it the vendor says nothing of money. Loaded when somebody asks. */
  readonly bills?: LoadBills;
}

/** What the vendor's own people change by hand, where that is more than one record. */
export interface ByHand<C> {
  /** A record that follows from others, and is kept from the time that somebody edits it. */
  find?(cloud: C, resource: string, id: string | number): Identified | undefined;
  /** What changes along with a record, whatever is edited: the time of its last change. */
  also?(cloud: C, record: Identified): object;
}

type HandlerGroups<K extends Contract, C> = {
  readonly [Group in keyof K['groups']]?: Source<Loaded<K, Group>, C>;
};
type Source<Ops, C> = Ops extends Operations
  ? Handlers<Ops, C> | (() => Promise<{ readonly handlers: Handlers<Ops, C> }>)
  : never;

/** A vendor's `inconsistencies`: what these rules find in a cloud, one rule after the other, with others served between them. */
export const byRules = <C>(rules: readonly ((cloud: C) => Iterable<string>)[]) =>
  function* inconsistencies(cloud: C): Generator<string | undefined> {
    for (const rule of rules) {
      yield* rule(cloud);
      yield undefined;
    }
  };

/** What a vendor's `inconsistencies` are in a cloud, found without others being served meanwhile. */
export const inconsistenciesIn = <C>(
  { inconsistencies }: { inconsistencies?(cloud: C): Iterable<string | undefined> },
  cloud: C,
): string[] => [...(inconsistencies?.(cloud) ?? [])].filter(what => what !== undefined);

/**
 * A vendor whose handlers are held to its contract, and whose jobs to its cloud, by the compiler. Throws an error for
 * handlers of a group that the contract does not describe: they would never be called.
 */
export function defineVendor<K extends Contract, C extends Cloud, P extends PageRoutes>(
  vendor: Omit<Vendor<C>, 'contract' | 'groups' | 'jobs' | 'pages' | 'byHand' | 'bills'> & {
    readonly contract: K;
    readonly groups: HandlerGroups<K, C>;
    /** Default: none. */
    readonly jobs?: Jobs<C>;
    /** Default: none. */
    readonly pages?: PageSource<P, C>;
    /** Default: a seed edits the records, and nothing changes along with them. */
    readonly byHand?: () => Promise<ByHand<C>>;
    /** Default: it says nothing of money. */
    readonly bills?: LoadBills<C>;
  },
): Vendor<C> {
  const described = Object.keys(vendor.contract.groups);
  const unknown = Object.keys(vendor.groups).find(group => !described.includes(group));
  if (unknown !== undefined)
    throw new Error(
      `vendor ${vendor.contract.vendor} has handlers of "${unknown}", which its contract does not describe${didYouMean(unknown, described)}`,
    );
  if (vendor.jobs !== undefined && Object.hasOwn(vendor.jobs, DELIVERY))
    throw new Error(`vendor ${vendor.contract.vendor} has a job "${DELIVERY}", which every cloud has`);
  return { ...vendor, jobs: vendor.jobs ?? {} } as unknown as Vendor<C>;
}
