import type { Refusal } from '../../../core/failure.js';
import { docs } from '../docs.js';
import { scripting } from './docs.js';

const refusal = <Facts = void>(is: Refusal<Facts>): Refusal<Facts> => is;

/** The documentation has number and words for a manifest that its own script refuses; any other follows it. */
export const invalidManifest = refusal<{ why: string }>({
  kind: 'invalid',
  as: 11041,
  text: ({ why }) => `JPS manifest initialization error: ${why}`,
  evidence: 'assumed',
  docs: scripting.events,
});

export const noMixin = refusal<{ name: string }>({
  kind: 'invalid',
  as: 11042,
  text: ({ name }) => `mixin [${name}] can't be loaded`,
  evidence: 'assumed',
  docs: scripting.mixins,
});

export const noNode = refusal({
  kind: 'notFound',
  as: 11022,
  text: "can't find node by the given parameters",
  evidence: 'documented',
  docs: scripting.basics,
});

/** What stands where an action is due, and is none that the engine knows. */
export const noAction = refusal<{ name: string }>({
  kind: 'invalid',
  as: 11041,
  text: ({ name }) => `action [${name}] is not supported`,
  evidence: 'assumed',
  docs: scripting.actions,
});

export const noMethod = refusal<{ name: string }>({
  kind: 'notFound',
  as: 5,
  text: ({ name }) => `method [${name}] not exist`,
  evidence: 'assumed',
  docs: scripting.actions,
});

/** The double's own: a client must not take it for an answer of the platform. */
export const notServed = refusal<{ operation: string }>({
  kind: 'internal',
  as: 99,
  text: ({ operation }) => `hostdouble: ${operation} is known, and not served yet`,
  evidence: 'assumed',
  docs: scripting.actions,
});

/** Scripts are JavaScript, which the double does not run. An operator's override gives a script's result. */
export const scriptFailed = refusal<{ line: number }>({
  kind: 'invalid',
  as: 1704,
  text: ({ line }) =>
    `script evaluation error at line ${line}: scripts are not run here, an override gives their result`,
  evidence: 'assumed',
  docs: docs.backup,
});

/** More work than one installation may ask for. */
export const tooMuch = refusal<{ what: string; most: number }>({
  kind: 'invalid',
  as: 11041,
  text: ({ what, most }) => `JPS manifest initialization error: more than ${most} ${what}`,
  evidence: 'assumed',
  docs: scripting.basics,
});
