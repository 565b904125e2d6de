import type { VirtuozzoCloud } from '../cloud.js';
import { MOST_KEPT } from './bounds.js';
import type { Upload } from './record.js';

/** Most uploads of an account that are kept; the oldest goes when there is one more. */
const MOST_UPLOADS = 100;

/** Where an uploaded file is fetched from, below the address of the server; a printed answer shows the path. */
const DOWNLOADS = '/xssu/rest/download/';

/** Keeps an uploaded file, and answers where it is. */
export function keep(
  cloud: VirtuozzoCloud,
  owner: number,
  file: { readonly name: string; readonly size: number; readonly content: string },
): Upload {
  const [oldest, ...others] = cloud.uploads.allKeyed(`${owner}`);
  if (oldest !== undefined && others.length + 1 >= MOST_UPLOADS) cloud.uploads.remove(oldest.id);
  const id = cloud.nextId('upload');
  return cloud.uploads.add({
    id,
    owner,
    key: cloud.random.hex({ entity: 'upload', id: `${cloud.settings.secret}/${id}`, field: 'key' }, 40),
    name: file.name,
    size: file.size,
    content: file.size > MOST_KEPT ? null : file.content,
    isBinary: Buffer.byteLength(file.content) !== file.size,
  });
}

export const addressOf = (origin: string, { key }: Upload): string => `${origin}${DOWNLOADS}${key}`;

/** The upload of an account that an address leads to; undefined for an address elsewhere. */
export function uploadAt(cloud: VirtuozzoCloud, owner: number, url: string): Upload | undefined {
  const at = url.indexOf(DOWNLOADS);
  const key = at < 0 ? undefined : url.slice(at + DOWNLOADS.length);
  return cloud.uploads.allKeyed(`${owner}`).find(upload => upload.key === key);
}
