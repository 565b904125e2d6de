import { CallError } from '../../../contracts/core/client.js';

/** Why the server refused something, in its own words. */
export interface ServerRefusal {
  readonly kind: string;
  /** The whole of it; what is wrong with a field stands there, too. */
  readonly message: string;
  /** What is wrong with each member of the body or the query, by its path: `now`, `where.body`. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What the server said when it refused a call; of any other error what that says. */
export function refusalOf(error: unknown): ServerRefusal {
  const said = error instanceof CallError ? Object(error.body).error : Object(error).error;
  const { kind, message, issues } = Object(said);
  if (typeof message !== 'string') {
    const text = error instanceof Error ? error.message : String(error);
    return { kind: 'unanswered', message: text, fields: {} };
  }
  const fields: Record<string, string> = {};
  for (const issue of Array.isArray(issues) ? issues : [])
    fields[Array.isArray(issue.path) ? issue.path.join('.') : ''] = String(issue.message);
  const told = Object.entries(fields).map(([field, what]) => `${field}: ${what}`);
  return { kind: String(kind), message: [message, ...told].join('\n'), fields };
}

/** Why something did not work, in one text. */
export const whyOf = (error: unknown): string => refusalOf(error).message;
