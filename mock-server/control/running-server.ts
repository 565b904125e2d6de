import type { control } from '../../contracts/control/index.js';
import type { Loaded } from '../../contracts/core/contract.js';
import type { Operation, Operations, Reply } from '../../contracts/core/operation.js';
import type { Call, ReplyNotes } from '../calls/handler.js';
import type { Vendors } from '../calls/listed-vendor.js';
import type { ServerLife } from '../http/server-life.js';
import type { Metrics } from '../metrics.js';
import type { Trust } from '../tls/trust.js';
import type { WorldsInView } from '../worlds/tenant-worlds.js';

/** What the operator's calls work on: one server, while it runs. */
export interface RunningServer {
  readonly version: string;
  readonly worlds: WorldsInView;
  readonly life: Pick<ServerLife, 'readiness' | 'end'>;
  /** Undefined where nothing is counted. */
  readonly metrics?: Metrics | undefined;
  readonly vendors: Vendors;
  /** Hosts that calls may be forwarded to. */
  readonly forwardHosts: readonly string[];
  /** What clients are told so that they trust it; undefined where they need not be. */
  readonly trust?: Trust | undefined;
  /** It is called over HTTP: no file of this machine can be named, but those that are meant to be. */
  readonly isRemote?: boolean;
}

/** What a call answers; what its stream is, and headers, are for HTTP. */
type ControlReply<Op extends Operation> = Reply<Op> & Pick<ReplyNotes, 'headers' | 'flow'>;

type HandlersOf<Ops> = Ops extends Operations
  ? {
      readonly [Name in keyof Ops]: (
        call: Call<Ops[Name], RunningServer>,
      ) => ControlReply<Ops[Name]> | Promise<ControlReply<Ops[Name]>>;
    }
  : never;

/** Handlers of one group of the control API. All are there: none of our own calls is known and not served. */
export type ControlHandlers<Group extends keyof typeof control.groups> = HandlersOf<Loaded<typeof control, Group>>;
