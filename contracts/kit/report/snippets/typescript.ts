import { inDoubleQuotes, type SnippetLanguage } from './snippet.js';

/** Runs in Node, Deno, Bun, and but for the trust in a browser. */
export const typescript: SnippetLanguage = {
  title: 'TypeScript',
  use: 'Save it as first.mts, or without a compiler as first.mjs and run it with node.',
  write({ method, url, headers, body }, trust) {
    const members = [
      ...(method === 'GET' ? [] : [`  method: ${text(method)},`]),
      ...(Object.entries(headers).length > 0
        ? [
            '  headers: {',
            ...Object.entries(headers).map(([name, value]) => `    ${key(name)}: ${text(value)},`),
            '  },',
          ]
        : []),
      ...(body === undefined ? [] : [`  body: ${text(body)},`]),
    ];
    return [
      ...(trust === undefined ? [] : [`// Node trusts the server when NODE_EXTRA_CA_CERTS=${trust.authority} is set.`]),
      members.length === 0
        ? `const reply = await fetch(${text(url)});`
        : [`const reply = await fetch(${text(url)}, {`, ...members, '});'].join('\n'),
      'console.log(reply.status, await reply.json());',
      '',
    ].join('\n');
  },
};

/** As people write it: single quotes, unless there is something to escape. */
const text = (value: string): string => (/^[^'\\\p{C}]*$/u.test(value) ? `'${value}'` : inDoubleQuotes(value));

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : text(name));
