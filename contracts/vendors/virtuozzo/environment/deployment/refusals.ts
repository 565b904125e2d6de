import type { Refusal } from '../../../../core/failure.js';
import { docs } from '../../docs.js';

/** Refusals of deployments. The numbers are the vendor's or a client's, the sentences are ours. */
const refusal = <Facts = void>(is: Omit<Refusal<Facts>, 'evidence'>): Refusal<Facts> => ({
  ...is,
  evidence: 'assumed',
});

/** An add-on of the vendor's takes this number for an empty context, when it removes what is there. */
export const nothingDeployed = refusal<{ context: string }>({
  kind: 'notFound',
  as: 2313,
  text: ({ context }) => `nothing is deployed to context [${context}]`,
  docs: docs.gitPushDeploy,
});

/** The same add-on takes this number for a context without a project. */
export const noProject = refusal<{ project: string | number }>({
  kind: 'notFound',
  as: 2500,
  text: ({ project }) => `project [${project}] not exist`,
  docs: docs.gitPushDeploy,
});

/** No number of a context that is taken is known; this one stands for names that are busy. */
export const contextTaken = refusal<{ context: string }>({
  kind: 'exists',
  as: 2330,
  text: ({ context }) => `context [${context}] is busy`,
  docs: docs.letsEncrypt,
});

export const nameInUse = refusal<{ what: string; name: string }>({
  kind: 'exists',
  as: 2330,
  text: ({ what, name }) => `${what} [${name}] already exists`,
  docs: docs.letsEncrypt,
});

/** "Deploy failed" in the dashboard's texts. */
export const notDeployable = refusal<{ envName: string }>({
  kind: 'conflict',
  as: 4060,
  text: ({ envName }) => `deploy failed: environment [${envName}] is not running`,
  docs: docs.texts,
});

export const notBuilt = refusal<{ project: string }>({
  kind: 'conflict',
  as: 4060,
  text: ({ project }) => `deploy failed: project [${project}] has not been built`,
  docs: docs.texts,
});

export const emptyArchive = refusal<{ name: string }>({
  kind: 'invalid',
  as: 4072,
  text: ({ name }) => `archive [${name}] is empty`,
  docs: docs.texts,
});

export const notLoadable = refusal<{ url: string }>({
  kind: 'invalid',
  as: 4078,
  text: ({ url }) => `file cannot be loaded from [${url}]`,
  docs: docs.texts,
});

/** A text that a client's sample of a refused upload prints, without its number. */
export const noFile: Refusal = {
  kind: 'invalid',
  as: 3,
  text: 'invalid param',
  evidence: 'observed',
  docs: docs.maven,
};

/** What the script behind the registration of archives says when there is nothing to register; printed in a client's source. */
export const noData: Refusal = {
  kind: 'invalid',
  as: 1704,
  text: 'org.mozilla.javascript.EcmaError: ReferenceError: "data" is not defined.',
  evidence: 'observed',
  docs: 'https://github.com/Fameing/play-jelastic',
};
