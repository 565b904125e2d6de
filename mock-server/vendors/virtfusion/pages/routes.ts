import type { PageRoutes } from '../../../calls/page.js';

/**
 * Pages of the panel that the API's answers and its clients link to: `endpoint_complete` of login tokens, `wss.url` of VNC,
 * the `icon` of templates, and a server by its uuid
 * (https://github.com/EZSCALE/virtfusion-whmcs-module, https://github.com/rorywood/ozvps).
 */
export const routes = {
  session: 'GET /token_authenticate',
  screen: 'GET /vnc',
  logo: 'GET /img/logo/{file}',
  server: 'GET /server/{uuid}',
} as const satisfies PageRoutes;
