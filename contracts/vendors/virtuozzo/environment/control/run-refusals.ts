import type { Refusal } from '../../../../core/failure.js';
import { docs } from '../../docs.js';

/** The numbers are those that add-on scripts test for; the sentences are ours, for no public answer prints one. */

/** What runs in a node needs one that runs. */
export const unreachable: Refusal<{ node: number }> = {
  kind: 'conflict',
  as: 4109,
  text: ({ node }) => `operation could not be performed: node [${node}] is not reachable`,
  evidence: 'assumed',
  docs: docs.letsEncrypt,
};

/** How an injected conflict is worded where commands run. */
export const notPerformed: Refusal = {
  kind: 'conflict',
  as: 4109,
  text: 'operation could not be performed',
  evidence: 'assumed',
  docs: docs.letsEncrypt,
};

export const commandTimedOut: Refusal = {
  kind: 'timeout',
  as: 4110,
  text: 'timeout while waiting for the end of the command',
  evidence: 'assumed',
  docs: docs.backup,
};

/** Work on containers of an environment that is down or asleep. The number is that of a failed start. */
export const notRunning: Refusal<{ verb: 'restart' | 'redeploy' }> = {
  kind: 'conflict',
  as: 1,
  text: ({ verb }) => `Failed to ${verb} `,
  evidence: 'assumed',
  docs: docs.ruby,
};
