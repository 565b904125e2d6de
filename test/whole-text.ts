import type { Answer } from '../mock-server/http/respond.js';

/** All of an answer's text, also what would be made while it is sent. */
export function wholeText({ text = '', further }: Answer): string {
  if (further === undefined) return `${text}`;
  const { close, slices } = further;
  return `${`${text}`.slice(0, -close.length)}${[...slices].map(slice => `,${slice}`).join('')}${close}`;
}
