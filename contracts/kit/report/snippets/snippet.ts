import type { WireRequest } from '../../../core/request.js';

/** Files of the machine that is called, by which clients are told whom to trust. */
export interface TrustFiles {
  /** Of the server's own authority, for a program that trusts it beside others. */
  readonly authority: string;
  /** Of all that is trusted and that authority, for a program that is given one file in place of its own. */
  readonly bundle: string;
}

/** How one language sends a request, as a text that works as it is pasted. */
export interface SnippetLanguage {
  readonly title: string;
  /** What to do with the text, in a sentence. */
  readonly use: string;
  /** `trust` where the server's certificate is signed by an authority that clients do not know yet. */
  write(request: WireRequest, trust?: TrustFiles): string;
}

/** A text in double quotes, which JavaScript and Python read alike. */
export const inDoubleQuotes = (text: string): string => JSON.stringify(text);
