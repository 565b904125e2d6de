import { always, type Refusal } from '../../../core/failure.js';
import { docs } from '../docs.js';

/** No public answer prints these; their numbers are of the kind that fits best. */
const ours = 'assumed';

export const groupExists: Refusal<{ name: string }> = {
  kind: 'conflict',
  as: 1,
  text: ({ name }) => `environment group [${name}] already exists`,
  evidence: ours,
  docs: docs.openapi,
};

export const tooManyGroups: Refusal<{ most: number }> = {
  kind: 'quota',
  as: 2338,
  text: ({ most }) => `at most ${most} environment groups`,
  evidence: ours,
  docs: docs.openapi,
};

export const propertyExists: Refusal<{ key: string }> = {
  kind: 'conflict',
  as: 1,
  text: ({ key }) => `property [${key}] already exists`,
  evidence: ours,
  docs: docs.openapi,
};

export const tooManyProperties: Refusal<{ most: number }> = {
  kind: 'quota',
  as: 2338,
  text: ({ most }) => `at most ${most} properties per environment`,
  evidence: ours,
  docs: docs.openapi,
};

export const thereAlready: Refusal<{ region: string }> = {
  kind: 'conflict',
  as: 1,
  text: ({ region }) => `environment is in [${region}] already`,
  evidence: ours,
  docs: docs.openapi,
};

export const lastNode: Refusal = always({
  kind: 'conflict',
  as: 1,
  text: 'the last node of an environment cannot be removed',
  evidence: ours,
  docs: docs.pyJelastic,
});
