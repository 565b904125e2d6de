import type { Page, PageFact, PageText } from '../../../calls/page.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { routes } from './routes.js';
import { machineShown, nameOf, screenShown, serverShown } from './shown.js';

/** Where a VNC token leads: a browser would show the server's screen. Statuses and texts are assumed. */
export const screen: Page<VirtFusionCloud, (typeof routes)['screen']> = {
  knows: (cloud, { query }) => cloud.vncTokens.get(query.token ?? '') !== undefined,

  show(cloud, { query }) {
    if (!query.token) return missing;
    const token = cloud.vncTokens.get(query.token);
    if (token === undefined) return unknown;
    const server = cloud.servers.need(token.serverId);
    const facts: readonly PageFact[] = [
      ['Server', serverShown(server)],
      ['Machine', machineShown(server)],
      ['Console', screenShown(cloud, server)],
      ['Token made', { at: token.made }],
    ];
    if (token.turn !== server.vnc.turn) return { ...replaced, facts };
    const title = `Console of ${nameOf(server)}`;
    return { status: 200, title, said: server.vnc.enabled ? enabled : disabled, facts };
  },
};

const enabled = 'The console is enabled: the screen of the machine would be here.';
const disabled = 'The console is disabled: nothing would be here until it is enabled.';

const missing: PageText = { status: 400, title: 'No console link', said: 'A link to a console has a token.' };

const unknown: PageText = {
  status: 404,
  title: 'Unknown token',
  said: 'This token leads to no console. It was never given out in this world, or long ago, or its server is deleted.',
};

const replaced: PageText = {
  status: 410,
  title: 'Token replaced',
  said: 'This token is no longer good. The setting of the console was changed since, and each change gives out a new one.',
};
