/** The calls that begin to follow a repository. */
export const beginnings = [
  'vcs.createProject',
  'vcs.editProject',
  'deployment.deploy',
  'deployment.editProject',
  'build.addProject',
  'build.addProjectWithCreds',
  'build.addProjectWithKey',
  'build.editProject',
  'deployment.addBuildProject',
  'deployment.editBuildProject',
] as const;
export type Beginning = (typeof beginnings)[number];
