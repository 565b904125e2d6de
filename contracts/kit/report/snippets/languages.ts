import { curl } from './curl.js';
import { php } from './php.js';
import { python } from './python.js';
import type { SnippetLanguage } from './snippet.js';
import { typescript } from './typescript.js';

/** The languages in which a request is written out, by name. A new one is a file and a line here. */
export const languages = { curl, typescript, python, php } satisfies Readonly<Record<string, SnippetLanguage>>;
