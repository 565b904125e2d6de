import type { FlaggedCall } from '../contract-options.js';

/** Calls of the control API whose members are flags; what a command takes by its place is no flag too. */
export const WORLD_WISH = {
  ...{ group: 'worlds', name: 'create', part: 'body', except: ['name', 'webhooks'] },
} as const satisfies FlaggedCall;
export const STEP = {
  ...{ group: 'clock', name: 'advance', part: 'body', except: ['by', 'records'] },
} as const satisfies FlaggedCall;
export const FAULT = {
  group: 'faults',
  name: 'add',
  part: 'body',
  except: ['operation'],
} as const satisfies FlaggedCall;
export const OVERRIDE = {
  ...{ group: 'overrides', name: 'add', part: 'body', except: ['operation'] },
} as const satisfies FlaggedCall;
export const CALLS = { group: 'journal', name: 'list', part: 'query' } as const satisfies FlaggedCall;
