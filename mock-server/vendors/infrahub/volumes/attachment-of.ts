import type { Attachment, Volume } from './record.js';

/** The attachment that holds, or is about to or no longer; undefined for a volume that is free. */
export const attachmentOf = ({ attachments }: Volume): Attachment | undefined =>
  attachments.find(({ state }) => state !== 'DETACHED');
