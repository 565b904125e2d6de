import type { Refusal } from '../../core/failure.js';
import { docs } from './docs.js';

/** This vendor's own sentences. `as` is the number in `result`. */
const refusal = <Facts = void>(is: Refusal<Facts>): Refusal<Facts> => is;

/** The number is the vendor's, as `docs` tells, but the sentence is ours: no public answer prints one. */
const ours = 'assumed';

/** An environment named by id or short name that is not there, or not the caller's: the same answer for both. */
export const noEnvironment = refusal<{ name: string }>({
  kind: 'notFound',
  as: 11,
  text: ({ name }) => `application [${name},${name}] not exist`,
  evidence: 'observed',
  docs: docs.maven,
});

export const noObject = refusal<{ what: string; name: string | number }>({
  kind: 'notFound',
  as: 5,
  text: ({ what, name }) => `${what} [${name}] not exist`,
  evidence: ours,
  docs: docs.pyJelastic,
});

export const noUser = refusal<{ uid: number }>({
  kind: 'notFound',
  as: 703,
  text: ({ uid }) => `user [${uid}] does not exist`,
  evidence: ours,
  docs: docs.texts,
});

export const wrongLogin = refusal({
  kind: 'unauthenticated',
  as: 701,
  text: 'authentication failed',
  evidence: 'observed',
  docs: docs.maven,
});

export const wrongPassword = refusal({
  kind: 'invalid',
  as: 801,
  text: 'wrong password',
  evidence: ours,
  docs: docs.texts,
});

/** A name that another thing of the account has. Which number it is, is our choice. */
export const objectExists = refusal<{ what: string; name: string }>({
  kind: 'exists',
  as: 2330,
  text: ({ what, name }) => `${what} [${name}] already exists`,
  evidence: ours,
  docs: docs.texts,
});

/** The dashboard has words for an account that cannot be invited, and no number; 502 is that of a known e-mail. */
export const memberInvited = refusal<{ email: string }>({
  kind: 'exists',
  as: 502,
  text: ({ email }) => `[${email}] is invited already`,
  evidence: ours,
  docs: docs.texts,
});

export const wrongCollaborationState = refusal<{ status: string }>({
  kind: 'conflict',
  as: 1,
  text: ({ status }) => `collaboration is ${status}`,
  evidence: ours,
  docs: docs.openapi,
});

/** An operator's call by somebody who is none. */
export const notPermitted = refusal({
  kind: 'forbidden',
  as: 8,
  text: 'permission denied',
  evidence: 'observed',
  docs: docs.gitPushDeploy,
});

export const invalidParameter = refusal<{ name: string }>({
  kind: 'invalid',
  as: 3,
  text: ({ name }) => `invalid parameter [${name}]`,
  evidence: 'observed',
  docs: docs.maven,
});

export const unknownNodeType = refusal<{ nodeType: string }>({
  kind: 'invalid',
  as: 2372,
  text: ({ nodeType }) => `node type [${nodeType}] is not supported`,
  evidence: ours,
  docs: docs.texts,
});

export const nameTaken = refusal<{ domain: string }>({
  kind: 'exists',
  as: 2330,
  text: ({ domain }) => `domain [${domain}] is busy`,
  evidence: 'assumed',
  docs: docs.letsEncrypt,
});

/** The text of a failed start is printed in a release note, blank at its end included; the other verbs follow it. */
export const wrongState = refusal<{ verb: 'start' | 'stop' | 'sleep' }>({
  kind: 'conflict',
  as: 1,
  text: ({ verb }) => `Failed to ${verb} `,
  evidence: 'observed',
  docs: docs.ruby,
});

export const tooManyEnvironments = refusal<{ most: number }>({
  kind: 'quota',
  as: 2360,
  text: ({ most }) => `quota [environment.maxcount] exceeded: at most ${most} environments`,
  evidence: ours,
  docs: docs.texts,
});

export const tooManyCloudlets = refusal<{ most: number }>({
  kind: 'quota',
  as: 2361,
  text: ({ most }) => `quota [environment.maxcloudletsperrec] exceeded: at most ${most} cloudlets per server`,
  evidence: ours,
  docs: docs.texts,
});

export const tooManyNodes = refusal<{ most: number }>({
  kind: 'quota',
  as: 2365,
  text: ({ most }) => `quota [environment.maxnodescount] exceeded: at most ${most} nodes per environment`,
  evidence: ours,
  docs: docs.texts,
});

export const layerTooLarge = refusal<{ most: number }>({
  kind: 'quota',
  as: 2366,
  text: ({ most }) => `quota [environment.maxsamenodescount] exceeded: at most ${most} nodes per layer`,
  evidence: ours,
  docs: docs.texts,
});

/** Any other limit of the account. */
export const beyondLimits = refusal<{ quota: string; most: number }>({
  kind: 'quota',
  as: 2338,
  text: ({ quota, most }) => `quota [${quota}] exceeded: at most ${most}`,
  evidence: ours,
  docs: docs.texts,
});

/** Public clients know 2223 as the billing system's refusal; that it is this one is our choice. */
export const noMoney = refusal<{ uid: number }>({
  kind: 'funds',
  as: 2223,
  text: ({ uid }) => `not enough money on the balance of account [${uid}]`,
  evidence: 'assumed',
  docs: docs.pyJelastic,
});

export const inactive = refusal<{ uid: number }>({
  kind: 'funds',
  as: 2223,
  text: ({ uid }) => `account [${uid}] is not active`,
  evidence: 'assumed',
  docs: docs.pyJelastic,
});
