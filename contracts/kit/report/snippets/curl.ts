import { curlOf } from '../curl.js';
import type { SnippetLanguage } from './snippet.js';

export const curl: SnippetLanguage = {
  title: 'curl',
  use: 'Paste it into a shell.',
  write: (request, trust) => curlOf(request, { flags: ['-sS'], ...(trust && { ca: trust.authority }) }),
};
