import { quoted } from '../../contracts/kit/report/shell.js';
import type { Trust } from '../index.js';

/** Variables of the environment as a shell sets them. */
export const exportLines = (variables: Readonly<Record<string, string>>): string[] =>
  Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`);

/** What clients need so that they trust a server; nothing where it has a certificate of the user's own. */
export const trustLines = (trust: Trust | undefined): string[] =>
  trust === undefined
    ? []
    : ['Clients trust it with these lines ("hostdouble env --tls" writes them too):', ...exportLines(trust)];
