import { parse } from 'node:querystring';

/** Most names of one query or form; what comes after them is not read. */
const MOST = 1000;

/** Names and values of a query or a form. */
export const fields = (text: string): Record<string, string | string[] | undefined> => ({
  ...parse(text, '&', '=', { maxKeys: MOST }),
});
