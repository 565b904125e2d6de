import { type SnippetLanguage, inDoubleQuotes as text } from './snippet.js';

/** Needs nothing but what comes with Python 3. */
export const python: SnippetLanguage = {
  title: 'Python',
  use: 'Save it as first.py and run it with python3.',
  write({ method, url, headers, body }, trust) {
    const given = [
      text(url),
      ...(method === 'GET' ? [] : [`method=${text(method)}`]),
      ...(Object.keys(headers).length === 0 ? [] : [`headers={${dictionary(headers)}}`]),
      ...(body === undefined ? [] : [`data=${text(body)}.encode()`]),
    ];
    return [
      'import json',
      ...(trust === undefined ? [] : ['import ssl']),
      'import urllib.request',
      '',
      'request = urllib.request.Request(',
      ...given.map(one => `    ${one},`),
      ')',
      ...(trust === undefined ? [] : [`context = ssl.create_default_context(cafile=${text(trust.bundle)})`]),
      `with urllib.request.urlopen(request${trust === undefined ? '' : ', context=context'}) as reply:`,
      '    print(reply.status, json.load(reply))',
      '',
    ].join('\n');
  },
};

const dictionary = (headers: Readonly<Record<string, string>>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${text(name)}: ${text(value)}`)
    .join(', ');
