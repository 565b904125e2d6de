import { extname, sep } from 'node:path';
import express, { type RequestHandler } from 'express';
import { isPrivateHost } from './browsers.js';
import { BUILT } from './dashboard-folder.js';
import { jsonAnswer, respond } from './respond.js';

/** Addresses of the dashboard, beside `/`: the page with its files, and the documentation of each API. */
export const DASHBOARD_PATHS = ['/__admin/ui', '/__admin/docs'] as const;

/** Pages by the address that opens them, each a file of the folder. */
const PAGES: readonly (readonly [RegExp, string])[] = [
  [/^\/(__admin\/ui\/?)?$/, '/index.html'],
  [/^\/__admin\/docs\/[^/]+\/?$/, '/docs.html'],
];

/** Express's own list of types is left out of the command, for reading it would double the time to start. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

/** What the browser lets the page do: load what this server gives out and call it, and nothing else, whatever it shows. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const FOREIGN = 'without an admin token the dashboard is not shown under a public host name';

/**
 * Serves the built dashboard, and passes on what is no part of it. Its folder is looked for when it is first opened: until
 * then it costs nothing. The files hold nothing that is secret: with an admin token the page asks for it, and sends it with
 * each call. Without one it is shown under the host names only that the control API answers.
 */
export function createDashboard(findFolder: () => string | undefined, hasToken: boolean): RequestHandler {
  let folder: string | undefined;
  let files: RequestHandler | undefined;
  return function dashboard(request, reply, next): void {
    const [path = '/'] = request.url.split('?', 1);
    const file = fileOf(path);
    if (file === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    folder ??= findFolder();
    if (folder === undefined) return next();
    if (!hasToken && !isPrivateHost(request.headers.host ?? 'localhost'))
      return respond(reply, jsonAnswer(403, { hostdouble: FOREIGN }));
    for (const [name, value] of Object.entries(HEADERS)) reply.setHeader(name, value);
    const { url } = request;
    request.url = file;
    files ??= filesOf(folder);
    files(request, reply, error => {
      request.url = url;
      for (const name of Object.keys(HEADERS)) reply.removeHeader(name);
      next(error);
    });
  };
}

const filesOf = (folder: string): RequestHandler =>
  express.static(folder, {
    index: false,
    redirect: false,
    setHeaders(reply, path) {
      reply.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
      // The names of all other files change with what is in them.
      const isNamedByContent = path.includes(`${sep}assets${sep}`);
      reply.setHeader('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });

/** The file that an address is of. */
function fileOf(path: string): string | undefined {
  const [, page] = PAGES.find(([pattern]) => pattern.test(path)) ?? [];
  if (page !== undefined) return page;
  const [ui] = DASHBOARD_PATHS;
  const file = path.startsWith(`${ui}/`) ? path.slice(ui.length) : undefined;
  return file === `/${BUILT}` ? undefined : file;
}
