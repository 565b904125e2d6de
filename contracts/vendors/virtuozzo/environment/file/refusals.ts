import type { Refusal } from '../../../../core/failure.js';
import { docs } from '../../docs.js';

/** What is refused about files. The numbers are the vendor's where the dashboard's texts or a release note tell; the sentences are ours. */
const refusal = <Facts = void>(is: Refusal<Facts>): Refusal<Facts> => is;

interface About {
  readonly path: string;
}

/** A release note prints the number; the dashboard's texts have 2050 for the same, of which no call is known. */
export const noFile = refusal<About>({
  kind: 'notFound',
  as: 2002,
  text: ({ path }) => `${path}: no such file or directory`,
  evidence: 'assumed',
  docs: docs.texts,
});

export const badName = refusal<About>({
  kind: 'invalid',
  as: 2007,
  text: ({ path }) => `${path}: file name is not allowed`,
  evidence: 'assumed',
  docs: docs.texts,
});

export const isFolder = refusal<About>({
  kind: 'conflict',
  as: 1,
  text: ({ path }) => `${path}: is a directory`,
  evidence: 'assumed',
  docs: docs.texts,
});

export const isNoFolder = refusal<About>({
  kind: 'conflict',
  as: 1,
  text: ({ path }) => `${path}: not a directory`,
  evidence: 'assumed',
  docs: docs.texts,
});

export const isThere = refusal<About>({
  kind: 'exists',
  as: 1,
  text: ({ path }) => `${path}: file exists`,
  evidence: 'assumed',
  docs: docs.texts,
});

/** The root, a mount point, or what holds one. */
export const inUse = refusal<About>({
  kind: 'conflict',
  as: 1,
  text: ({ path }) => `${path}: device or resource busy`,
  evidence: 'assumed',
  docs: docs.texts,
});

export const isReadOnly = refusal<About>({
  kind: 'conflict',
  as: 1,
  text: ({ path }) => `${path}: read-only file system`,
  evidence: 'assumed',
  docs: docs.texts,
});

/** The node that a mount point leads to is no more. */
export const isStale = refusal<About>({
  kind: 'conflict',
  as: 1,
  text: ({ path }) => `${path}: stale file handle`,
  evidence: 'assumed',
  docs: docs.texts,
});

/** This double keeps files in memory, and so keeps fewer than a node's disk does. */
export const noSpace = refusal<About & { most: string }>({
  kind: 'quota',
  as: 2338,
  text: ({ path, most }) => `${path}: no space left on device: at most ${most}`,
  evidence: 'assumed',
  docs: docs.texts,
});
