import { inWords, several } from '../parts/in-words.js';

/** Short forms that are written in capitals, whoever's they are. */
const SHORT = /\b(ai|api|cpu|dns|gpu|id|ip|ipv[46]|iso|os|ram|ssh|ssl|url|uuid|vat|vm|vnc)(s?)\b/g;

/** Words with short forms in capitals: `1 ssh key` is `1 SSH key`. */
export const capitals = (words: string): string =>
  words.replaceAll(SHORT, (_, short: string, end: string) => `${short.toUpperCase()}${end}`);

const begun = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;

/** A name as the title of a column: `ipBlock` is `IP block`. */
export const titleOf = (name: string): string => begun(capitals(inWords(name)));

/** The title of many of something: `sshKey` is `SSH keys`. */
export const titleOfMany = (name: string): string => begun(capitals(several(name)));

/** Many of something inside a sentence: `SSH keys`, `servers`. */
export const manyOf = (name: string): string => capitals(several(name));
