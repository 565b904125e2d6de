import type { WireReply } from '../../core/dialect.js';

/** Whether something that stands before an API answered in its place: a redirection, or a page for a person. */
export const isByIntermediary = ({ status, headers }: WireReply): boolean =>
  (status >= 300 && status < 400) || /^text\/html\b/i.test(headers?.['content-type'] ?? '');

/** What an answer was, in words: of an address that it redirects to only the origin, for the rest may hold a credential. */
export function answerInWords({ status, headers, body }: WireReply): string {
  const to = headers?.location;
  if (to !== undefined && URL.canParse(to)) return `redirects to ${new URL(to).origin} (${status})`;
  if (isByIntermediary({ status, ...(headers && { headers }) }) && status < 300)
    return `answers with a page (${status})`;
  return typeof body === 'string' && status < 300
    ? `answers with text that is not JSON (${status})`
    : `answers ${status}`;
}
