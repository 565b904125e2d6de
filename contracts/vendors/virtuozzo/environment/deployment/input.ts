import { z } from 'zod';
import { nameSchemas, sentAs } from '../../../../core/document-marks.js';
import { client } from '../../../../core/evidence.js';
import { read, secret } from '../../../../core/wire.js';
import { envName, given, target } from '../../common.js';

/** What the calls about deployments are sent. Texts are bounded here: the OpenAPI text gives them two thousand million letters. */

export const named = z.object({ ...target, ...envName });

/** A name of at most 255 letters, as a file has. */
export const name = () => z.string().min(1).max(255);
export const nodeGroup = given(z.string().max(64));
export const nodeId = read.integer().pipe(z.int().min(1));
export const projectId = read.integer().pipe(z.int().min(1));

/** Seconds between one node of a layer and the next, an hour at most: nothing but the bound is ours. */
export const delay = given(read.integer().pipe(z.int().min(0).max(3600)));

/** An address of an archive or of a repository; whether it can be loaded is another question. */
export const address = () => z.string().min(1).max(2048);

const PATH = /^[\w~#.-]+(\/[\w~#.-]+)*$/;

/** Where an application stands below its server's address, `ROOT` for the address itself. A slash before it says no more. */
export const context = sentAs(
  z
    .string()
    .max(128)
    .transform(text => text.replaceAll(/^\/+|\/+$/g, '') || 'ROOT')
    .refine(
      text => PATH.test(text) && !text.split('/').includes('..') && !text.split('/').includes('.'),
      'is no context',
    ),
  z
    .string()
    .max(128)
    .regex(/^[\w~#-]+([./][\w~#-]+)*$/),
);

const hookTexts = z.object({ preDeploy: z.string().nullish(), postDeploy: z.string().nullish() });

/** Scripts that run before and after an application is deployed, as JSON text: a public script sends `{"preDeploy":"","postDeploy":""}`. */
export const hooks = client(
  given(
    sentAs(
      z
        .string()
        .max(65_536)
        .refine(text => hooksIn(text) !== undefined, 'is no object with the texts preDeploy and postDeploy'),
      read.json(hookTexts),
    ),
  ),
);

/** One such script by itself. */
export const hook = given(z.string().max(32_768));

/** The two scripts in a text; undefined where the text is of another form. */
export function hooksIn(text: string): { readonly preDeploy: string; readonly postDeploy: string } | undefined {
  try {
    const { preDeploy, postDeploy } = hookTexts.parse(JSON.parse(text));
    return { preDeploy: preDeploy ?? '', postDeploy: postDeploy ?? '' };
  } catch {
    return undefined;
  }
}

/** Minutes between two looks at a repository, a year at most. */
export const interval = () => read.integer().pipe(z.int().min(1).max(525_600));

const flag = given(read.flag());

/** How a project follows its repository, as JSON text. */
export const settings = given(
  read.json(
    z.object({
      autoUpdate: flag,
      autoUpdateInterval: given(interval()),
      autoResolveConflict: flag,
      workDir: given(z.string().max(1024)),
      zdt: flag,
    }),
  ),
);

/** Where a build project is deployed, as JSON text. */
export const destination = given(
  read.json(z.object({ envName: given(z.string().max(64)), context: given(context), nodeGroup })),
);

export const repositoryType = () => read.word(['GIT', 'SVN']);
export const login = given(z.string().max(255));
/** Taken and never shown: this double reaches no repository, and keeps none. */
export const repositoryPassword = given(secret(z.string().max(1024)));
/** Id of an SSH key of the account. That there is such a key is not checked. */
export const keyId = given(read.integer().pipe(z.int().min(0)));
export const branch = given(z.string().max(255));

const wholeId = z.union([
  z.int().min(1),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

/**
 * A repository of the account: a public script sends `{"id":12,"branch":"master"}`. Its id or its name alone, and one that is
 * described here and now, are our reading of a member whose type is text.
 */
export const repository = client(
  z.union([
    read.json(
      z.union([
        wholeId.transform(id => ({ id, branch: undefined })),
        z.object({ id: wholeId, branch: z.string().max(255).nullish() }),
        z.object({
          url: address(),
          type: given(repositoryType()),
          branch: z.string().max(255).nullish(),
          login: z.string().max(255).nullish(),
          keyId: z.int().min(0).nullish(),
        }),
      ]),
    ),
    name().transform(text => ({ name: text })),
  ]),
);

nameSchemas({ ProjectId: wholeId, Repository: repository });
export type RepositoryMeant = z.output<typeof repository>;

/** A build project by its id, or by its name: a public script sends `shop_cp_ROOT_103301`. */
export const project = client(name());

/** What public scripts send in place of `project`. */
export const projectAlias = { projectId: client(given(name())), project: given(project) };

/** Where a check finds what stands in a context. */
export const STANDING = { read: 'deployment.getDeployments', at: '$.array[*].context' } as const;

/** An archive, for examples. */
export const ARCHIVE = { fileUrl: 'https://files.example.com/shop-1.0.war', fileName: 'shop-1.0.war' } as const;
