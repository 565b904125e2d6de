import { exportLines } from './export-lines.js';
import { UsageError } from './settings.js';

type Variables = Readonly<Record<string, string>>;

const lines = (variables: Variables, line: (name: string, value: string) => string): string =>
  Object.entries(variables)
    .map(([name, value]) => `${line(name, value)}\n`)
    .join('');

/** The forms in which variables of the environment are written, each for another reader. */
export const envFormats = {
  /** For `eval` in a POSIX shell. */
  shell: variables => `${exportLines(variables).join('\n')}\n`,
  /** For `node --env-file`, docker compose and the many libraries named dotenv. */
  dotenv: variables => lines(variables, (name, value) => `${name}=${dotenvValue(name, value)}`),
  json: variables => `${JSON.stringify(variables, null, 2)}\n`,
  /**
   * For the file that `$GITHUB_ENV` names. No `::add-mask::` is written: these are credentials of a double, known to
   * everybody, and to mask a password such as `demo` would blot that word out of all of a job's log.
   */
  github: variables => lines(variables, githubLine),
  /** For `Invoke-Expression`. PowerShell takes typographic quotes for plain ones. */
  powershell: variables =>
    lines(variables, (name, value) => `$env:${name} = '${value.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`),
} satisfies Readonly<Record<string, (variables: Variables) => string>>;

/**
 * A value that all readers of such files take as it is: bare where it is plain, else in the first quotes that do not stand
 * in it. Quotes cannot be escaped there in a way that all know; within single ones nothing else means anything.
 */
function dotenvValue(name: string, value: string): string {
  if (/^[\w@%+=:,./-]*$/.test(value)) return value;
  const quote = value.includes("'") ? (/["$\\]/.test(value) ? '`' : '"') : "'";
  if (value.includes(quote))
    throw new UsageError(`the value of ${name} has quotes of each kind: no dotenv file holds it`);
  return `${quote}${value}${quote}`;
}

/** Several lines stand between two of a word that is none of them. */
function githubLine(name: string, value: string): string {
  if (!/[\r\n]/.test(value)) return `${name}=${value}`;
  let word = 'END';
  while (value.includes(word)) word += '_';
  return `${name}<<${word}\n${value}\n${word}`;
}
