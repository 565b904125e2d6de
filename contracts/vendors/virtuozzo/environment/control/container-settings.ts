import { z } from 'zod';
import { nameSchemas, sentAs } from '../../../../core/document-marks.js';
import { observed } from '../../../../core/evidence.js';
import { read, secret } from '../../../../core/wire.js';
import { given } from '../../common.js';

/** Unset keys are left out by some clients, and sent as null or as an empty text by others. */
export const orNull = <S extends z.core.$ZodType>(schema: S) =>
  given(z.nullable(schema)).transform((value): z.output<S> | undefined => value ?? undefined);

/** A tag of an image, as registries take them. */
export const imageTag = z.string().regex(/^\w[\w.-]{0,127}$/);

const wordsOrNone = () => observed(z.array(z.string()).nullable());

/** What an image says of itself, as the one real answer shows it; null for what it leaves to others. */
export const dockerManifest = z.strictObject({
  cmd: wordsOrNone(),
  created: observed(z.string()),
  entrypoint: wordsOrNone(),
  env: observed(z.array(z.string())),
  id: observed(z.string()),
  imageId: observed(z.string()),
  os: observed(z.string()),
  volumes: wordsOrNone(),
  workdir: observed(z.string()),
});

/** `IN` on the node that a link is made for. https://github.com/liip/jelapi reads them and sends them back. */
export const dockerLink = z.strictObject({
  type: z.enum(['IN', 'OUT']),
  sourceNodeId: z.int(),
  alias: z.string().optional(),
});

/** Bounds of what is kept for a container; the sizes are ours. */
const [MOST_VARIABLES, LONGEST_VALUE, MOST_LISTED, LONGEST_PATH] = [1000, 65_536, 200, 4096];

export const variableName = z.string().regex(/^[^=\s\0]{1,256}$/);

/** Values that are no text are kept as they would be written. */
const variableValue = z.union([
  z.string().max(LONGEST_VALUE),
  z.union([z.number(), z.boolean()]).transform(String),
  z.null().transform(() => ''),
]);

/** Environment variables: names with their values. */
export const variables = z
  .record(variableName, variableValue)
  .refine(named => Object.keys(named).length <= MOST_VARIABLES, `are more than ${MOST_VARIABLES}`);

const word = z.string().max(LONGEST_PATH);
export const listed = z.array(word).max(MOST_LISTED);
/** Words of a command: a list of them, or one text. */
const words = z.union([listed, word.transform(text => text.split(/\s+/).filter(one => one !== ''))]);

/** JSON text of a list of words, or words with blanks between them. */
export const commandWords = () =>
  sentAs(
    z
      .string()
      .max(LONGEST_VALUE)
      .transform((text): unknown => {
        try {
          return JSON.parse(text);
        } catch {
          return text;
        }
      })
      .pipe(words),
    read.json(listed),
  );

/** `group:ALIAS`, or the same as an object. */
const link = z.union([
  word.regex(/^[^:]+:[^:]+$/).transform(text => {
    const [group = '', alias = ''] = text.split(':');
    return { group, alias };
  }),
  z
    .object({ sourceNodeGroup: word.min(1), alias: word.min(1) })
    .transform(({ sourceNodeGroup: group, alias }) => ({ group, alias })),
]);

const registry = z.union([
  z.object({ url: orNull(word), user: orNull(word), password: orNull(secret(word)) }),
  word.min(1).transform(url => ({ url, user: undefined, password: undefined })),
]);

nameSchemas({
  DockerManifest: dockerManifest,
  DockerLink: dockerLink,
  VariableValue: variableValue,
  CommandWords: words,
  ContainerLink: link,
  ImageRegistry: registry,
});

/** Settings of a container, which public clients send inside `docker` or beside it. */
export const containerSettings = {
  image: orNull(z.string().min(1).max(512)),
  tag: orNull(imageTag),
  env: orNull(variables),
  volumes: orNull(listed),
  links: orNull(z.union([z.array(link).max(MOST_LISTED), link.transform(one => [one])])),
  cmd: orNull(words),
  entrypoint: orNull(words),
  registry: orNull(registry),
};
