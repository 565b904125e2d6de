import type { control } from '../../contracts/control/index.js';
import type { Loaded } from '../../contracts/core/contract.js';
import type { Operations, Reply } from '../../contracts/core/operation.js';
import type { Call } from '../calls/handler.js';
import type { Vendors } from '../calls/listed-vendor.js';
import type { Trust } from '../tls/trust.js';
import type { Worlds } from '../worlds/worlds.js';

/** What the operator's calls work on: one server, while it runs. */
export interface RunningServer {
  readonly version: string;
  readonly worlds: Worlds;
  readonly vendors: Vendors;
  /** Hosts that calls may be forwarded to. */
  readonly forwardHosts: readonly string[];
  /** What clients are told so that they trust it; undefined where they need not be. */
  readonly trust?: Trust | undefined;
  /** It is called over HTTP: no file of this machine can be named, but those that are meant to be. */
  readonly isRemote?: boolean;
}

type HandlersOf<Ops> = Ops extends Operations
  ? {
      readonly [Name in keyof Ops]: (
        call: Call<Ops[Name], RunningServer>,
      ) => Reply<Ops[Name]> | Promise<Reply<Ops[Name]>>;
    }
  : never;

/** Handlers of one group of the control API. All are there: none of our own calls is known and not served. */
export type ControlHandlers<Group extends keyof typeof control.groups> = HandlersOf<Loaded<typeof control, Group>>;
