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

/** A user that is suspended may not sign in. */
export const suspended = refusal({
  kind: 'unauthenticated',
  as: 704,
  text: 'user is blocked',
  evidence: ours,
  docs: docs.texts,
});

export const noLogin = refusal<{ login: string }>({
  kind: 'notFound',
  as: 703,
  text: ({ login }) => `user [${login}] does not exist`,
  evidence: ours,
  docs: docs.texts,
});

export const noEmail = refusal<{ email: string }>({
  kind: 'notFound',
  as: 503,
  text: ({ email }) => `email [${email}] does not exist`,
  evidence: ours,
  docs: docs.texts,
});

export const emailTaken = refusal<{ email: string }>({
  kind: 'exists',
  as: 502,
  text: ({ email }) => `email [${email}] is already registered`,
  evidence: ours,
  docs: docs.texts,
});

export const wrongEmail = refusal<{ email: string }>({
  kind: 'invalid',
  as: 501,
  text: ({ email }) => `email [${email}] is not valid`,
  evidence: ours,
  docs: docs.texts,
});

/** No source tells what is answered where there is no second factor. */
export const noSecondFactor = refusal({
  kind: 'conflict',
  as: 1,
  text: 'two-factor authentication is not enabled',
  evidence: 'assumed',
  docs: docs.twoFactor,
});

/** The text names the key's form only: no part of a private key is repeated. */
export const wrongSshKey = refusal({
  kind: 'invalid',
  as: 6000,
  text: 'ssh key is not valid',
  evidence: ours,
  docs: docs.texts,
});

/** A public client takes it as done. */
export const sshKeyKnown = refusal({
  kind: 'exists',
  as: 6001,
  text: 'ssh key already exists',
  evidence: ours,
  docs: docs.texts,
});

export const sshTitleTaken = refusal<{ title: string }>({
  kind: 'exists',
  as: 6002,
  text: ({ title }) => `ssh key with title [${title}] already exists`,
  evidence: ours,
  docs: docs.texts,
});

/** Add-on scripts take it as done when they delete a script, and make the script anew when they read it. */
export const noScript = refusal<{ name: string }>({
  kind: 'notFound',
  as: 1702,
  text: ({ name }) => `script [${name}] not found`,
  evidence: ours,
  docs: docs.backup,
});

/** Scripts are JavaScript, which the double does not run. An operator's override gives a script's result. */
export const scriptFailed = refusal<{ name: string }>({
  kind: 'conflict',
  as: 1704,
  text: ({ name }) => `script [${name}] could not be evaluated: scripts are not run here`,
  evidence: 'assumed',
  docs: docs.backup,
});

/** Clients delete a script before they make it; no source prints what is answered if they do not. */
export const scriptExists = refusal<{ name: string }>({
  kind: 'exists',
  text: ({ name }) => `script [${name}] is busy`,
  evidence: 'assumed',
  docs: docs.backup,
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
