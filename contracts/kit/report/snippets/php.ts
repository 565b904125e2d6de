import type { SnippetLanguage } from './snippet.js';

/** Needs no extension but openssl, and that only for TLS; `allow_url_fopen` is on unless somebody turned it off. */
export const php: SnippetLanguage = {
  title: 'PHP',
  use: 'Save it as first.php and run it with php.',
  write({ method, url, headers, body }, trust) {
    const lines = Object.entries(headers).map(([name, value]) => `            ${text(`${name}: ${value}`)},`);
    return [
      '<?php',
      '$context = stream_context_create([',
      "    'http' => [",
      `        'method' => ${text(method)},`,
      ...(lines.length === 0 ? [] : ["        'header' => [", ...lines, '        ],']),
      ...(body === undefined ? [] : [`        'content' => ${text(body)},`]),
      // Without it the body of a refusal is thrown away, which says why.
      "        'ignore_errors' => true,",
      '    ],',
      ...(trust === undefined ? [] : ["    'ssl' => [", `        'cafile' => ${text(trust.bundle)},`, '    ],']),
      ']);',
      `$reply = file_get_contents(${text(url)}, false, $context);`,
      'print_r(json_decode($reply, true));',
      '',
    ].join('\n');
  },
};

/** In single quotes PHP reads everything as it is but these two. */
const text = (value: string): string => `'${value.replaceAll(/['\\]/g, '\\$&')}'`;
