import { z } from 'zod';
import { countedId, instant } from '../../scalars.js';
import { beginnings } from './beginnings.js';

const appid = z.string().min(1);
const text = z.string().max(65_536);
const shortText = z.string().max(4096);

/** Where sources come from. Its password is not kept: nothing is fetched. */
export const sources = z
  .strictObject({
    type: z.enum(['GIT', 'SVN']),
    url: z.string().min(1).max(2048),
    /** What the repository has of its own accord, where none is named. */
    branch: z.string().max(255).nullable(),
    login: z.string().max(255).nullable(),
    keyId: z.int().min(0).nullable(),
  })
  .readonly();
export type Sources = z.output<typeof sources>;

/** A repository of an account. */
export const repository = z
  .strictObject({
    id: countedId,
    owner: countedId,
    name: z.string().min(1).max(255),
    description: shortText.nullable(),
    sources,
  })
  .readonly();
export type Repository = z.output<typeof repository>;

/** What stands in a context of a layer. */
export const deployment = z
  .strictObject({
    id: countedId,
    appid,
    nodeid: z.null(),
    group: z.string().min(1),
    context: z.string().min(1).max(128),
    type: z.enum(['ARCHIVE', 'GIT', 'SVN']),
    /** Name of the archive; of sources the last word of their address. */
    archive: z.string().min(1).max(255),
    url: z.string().min(1).max(2048),
    /** Bytes of an archive that was uploaded here; null where nothing tells them. */
    size: z.int().min(0).nullable(),
    /** Revision of sources. */
    revision: z.string().max(64).nullable(),
    /** Counts what was deployed to the context, this being the latest. */
    version: z.int().min(1),
    deployedOn: instant,
    hooks: text.nullable(),
  })
  .readonly();
export type Deployment = z.output<typeof deployment>;

/** How a project follows its repository. */
const following = {
  sources,
  autoUpdate: z.boolean(),
  /** Minutes between two looks. */
  interval: z.int().min(1).max(525_600),
  autoResolveConflict: z.boolean(),
  workDir: z.string().max(1024).nullable(),
  repoHash: z.string().max(2048).nullable(),
  hooks: text.nullable(),
  /** The revision that was fetched last. */
  hash: z.string().max(64).nullable(),
  log: text.nullable(),
  begunBy: z.enum(beginnings),
};

/** Ties a context of a layer to a repository. */
export const contextProject = z
  .strictObject({
    id: countedId,
    appid,
    nodeid: z.null(),
    group: z.string().min(1),
    context: z.string().min(1).max(128),
    zdt: z.boolean(),
    ...following,
  })
  .readonly();
export type ContextProject = z.output<typeof contextProject>;

/** A project of a build node, and where what it makes is deployed. */
export const buildProject = z
  .strictObject({
    id: countedId,
    appid,
    nodeid: countedId,
    name: z.string().min(1).max(255),
    context: z.string().min(1).max(128),
    /** Short name of the environment to deploy to. */
    target: z.string().max(64).nullable(),
    targetGroup: z.string().max(64).nullable(),
    /** The revision that was built last. */
    built: z.string().max(64).nullable(),
    ...following,
  })
  .readonly();
export type BuildProject = z.output<typeof buildProject>;

/** What the two kinds of projects have in common. */
export type Following = Omit<ContextProject, 'group' | 'context' | 'zdt' | 'nodeid'> & {
  readonly nodeid: number | null;
};
