import type { z } from 'zod';
import { microTime } from '../../../../../contracts/core/time.js';
import type { dockerManifest } from '../../../../../contracts/vendors/virtuozzo/environment/control/container-settings.js';
import type { Random } from '../../../../domain/random.js';
import { software } from '../../catalogue.js';
import type { Node } from './record.js';

interface Image {
  readonly name: string;
  readonly tag: string;
}

const LATEST = 'latest';

/** Name and tag of a Docker image; a colon before the last slash is that of a registry's port. */
export function imageOf(image: string): Image {
  const at = image.indexOf(':', image.lastIndexOf('/') + 1);
  return at < 0 ? { name: image, tag: LATEST } : { name: image.slice(0, at), tag: image.slice(at + 1) };
}

/** What a node is made of: its image, or the platform's software in its version. */
export function softwareOf({ image, type, tag }: Node): Image {
  if (image !== null) return imageOf(image);
  return { name: type, tag: tag ?? software.get(type)?.version ?? LATEST };
}

/** The tags that are known of what a node is made of. A registry may have any other: users push their own. */
export const tagsOf = (node: Node): string[] => {
  const known = node.image === null ? software.get(node.type)?.version : undefined;
  return [...new Set([LATEST, ...(known === undefined ? [] : [known]), softwareOf(node).tag])];
};

/** The search path of the one image whose manifest is printed in public; all images have it here. */
export const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** When the first and the last of the images were made that there are. */
const [FIRST, LAST] = [Date.UTC(2023, 0, 1), Date.UTC(2023, 11, 31)];

/** What an image says of itself: the same of the same name and tag in every world of a seed. */
export function manifestOf(random: Random, { name, tag }: Image): z.output<typeof dockerManifest> {
  const draw = (field: string) => ({ entity: 'image', id: `${name}:${tag}`, field });
  return {
    cmd: ['/bin/sh'],
    created: microTime.format(random.integer(draw('created'), FIRST, LAST)),
    entrypoint: null,
    env: [`PATH=${PATH}`],
    id: `sha256:${random.hex(draw('id'), 64)}`,
    imageId: `sha256:${random.hex(draw('imageId'), 64)}`,
    os: 'linux',
    volumes: null,
    workdir: '',
  };
}
