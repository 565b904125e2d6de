/** A request's address, taken apart. */
export interface CallAddress {
  /** World named by a prefix `/w/<world>`, or undefined. */
  readonly world: string | undefined;
  readonly prefix: string;
  readonly path: string;
  readonly search: string;
}

/** Takes the address of a request apart. To a proxy clients send a whole URL, which a server must understand too (RFC 9112, section 3.2.2). */
export function addressOf(sent: string): CallAddress {
  const url = sent.startsWith('/') ? sent : sent.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = url.indexOf('?');
  const whole = mark < 0 ? url : url.slice(0, mark);
  const search = mark < 0 ? '' : url.slice(mark + 1);
  if (!whole.startsWith('/w/')) return { world: undefined, prefix: '', path: whole, search };
  const end = whole.indexOf('/', 3);
  const prefix = end < 0 ? whole : whole.slice(0, end);
  return { world: prefix.slice(3), prefix, path: end < 0 ? '/' : whole.slice(end), search };
}
