import type { WireReply } from '../../core/dialect.js';

/** Whether a proxy or login page before the API answered in its place: with a redirection, or a page for a person. */
export const isByIntermediary = ({ status, headers }: WireReply): boolean =>
  (status >= 300 && status < 400) || /^text\/html\b/i.test(headers?.['content-type'] ?? '');

/** Describes an answer. Of an address it redirects to, show only the origin: the rest may hold a credential. */
export function answerInWords({ status, headers, body }: WireReply): string {
  const to = headers?.location;
  if (to !== undefined && URL.canParse(to)) {
    const { origin, protocol } = new URL(to);
    return `redirects to ${origin === 'null' ? `an address of ${protocol}` : origin} (${status})`;
  }
  if (isByIntermediary({ status, ...(headers && { headers }) }) && status < 300)
    return `answers with a page (${status})`;
  return typeof body === 'string' && status < 300
    ? `answers with text that is not JSON (${status})`
    : `answers ${status}`;
}
