import { z } from 'zod';
import { secret } from '../../../../../contracts/core/wire.js';
import { countedId } from '../../scalars.js';
import { path } from '../file/record.js';

/** Our limit. */
export const MOST_VOLUMES = 200;

const words = z.array(z.string()).readonly();

/** How a container is run, beside what its image says. A node without such a record is run as its image says. */
export const container = z
  .strictObject({
    /** That of its node. */
    id: countedId,
    appid: z.string().min(1),
    nodeid: countedId.nullable(),
    /** Environment variables beside those of the image. */
    variables: z.record(z.string(), z.string()).readonly(),
    /** Whether they stand in place of those of the image. */
    isVariablesWhole: z.boolean(),
    /** Null for those of the image. */
    cmd: words.nullable(),
    entrypoint: words.nullable(),
    /** Folders whose files outlive a redeployment. */
    volumes: z.array(path).max(MOST_VOLUMES).readonly(),
    /** Layers whose variables it is given, each with the word that stands before their names. */
    links: z.array(z.strictObject({ group: z.string(), alias: z.string() }).readonly()).readonly(),
    /** Where its image is pulled from; the password is never shown. */
    registry: z
      .strictObject({
        url: z.string().nullable(),
        user: z.string().nullable(),
        password: secret(z.string().nullable()),
      })
      .readonly()
      .nullable(),
  })
  .readonly();
export type Container = z.output<typeof container>;

/** What may be said of a container when it is made or changed. */
export type ContainerWishes = Partial<Omit<Container, 'id' | 'appid' | 'nodeid'>>;
