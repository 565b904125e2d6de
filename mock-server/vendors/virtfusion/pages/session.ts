import type { Page, PageFact, PageText } from '../../../calls/page.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Login } from '../logins/record.js';
import { endOf, findLogin } from '../logins/rules.js';
import { SESSION_TTL } from '../tariff.js';
import type { User } from '../users/record.js';
import type { routes } from './routes.js';
import { serverShown, userShown } from './shown.js';

/** Where login tokens sign in. Opening the page uses them up. Statuses and texts are assumed: no source shows the page. */
export const session: Page<VirtFusionCloud, (typeof routes)['session']> = {
  knows: (cloud, { query }) => cloud.logins.allKeyed(query['1'] ?? '').length > 0,

  show(cloud, { query }) {
    const { 1: first = '', 2: second = '' } = query;
    if (first === '' || second === '') return half;
    const found = findLogin(cloud, first, second);
    if (!('login' in found)) return found.is === 'unknown' ? unknown : mismatched;
    const { is, login, user } = found;
    const sessionOf = is === 'good' ? cloud.logins.update(login.id, { used: cloud.now }) : login;
    return { ...said[is](user), facts: factsOf(cloud, sessionOf, user) };
  },
};

const half: PageText = {
  status: 400,
  title: 'No sign-in link',
  said: 'A link that signs in has two tokens, named 1 and 2. This one lacks one of them.',
};

const unknown: PageText = {
  status: 404,
  title: 'Unknown tokens',
  said: 'These tokens sign nobody in. They were never given out in this world, or long ago, or their user is deleted.',
};

const mismatched: PageText = {
  status: 403,
  title: 'Tokens that do not go together',
  said: 'One of these tokens is known, and the other one is not its pair. Nobody is signed in, and nothing is used up.',
};

/** What is said of tokens that are known, by how they stand. */
const said: Readonly<Record<'good' | 'used' | 'expired' | 'suspended', (user: User) => PageText>> = {
  good: ({ name }) => ({
    status: 200,
    title: `Signed in as ${name}`,
    said: 'The panel would be here. The tokens are used up now: opening this page once more signs nobody in.',
  }),
  used: ({ name }) => ({
    status: 410,
    title: 'Tokens used up',
    said: `Login tokens sign in once, and these signed ${name} in already.`,
  }),
  expired: ({ name }) => ({
    status: 410,
    title: 'Tokens expired',
    said: `Login tokens are good for 60 seconds. These would have signed ${name} in.`,
  }),
  suspended: ({ name }) => ({
    status: 403,
    title: 'User suspended',
    said: `${name} is suspended, and is not signed in. The tokens are not used up.`,
  }),
};

function factsOf(cloud: VirtFusionCloud, login: Login, user: User): readonly PageFact[] {
  const { serverId, made, used } = login;
  const server = serverId === null ? undefined : cloud.servers.get(serverId);
  const brought = server === undefined ? `server ${serverId}, which is deleted` : serverShown(server);
  return [
    ['User', userShown(user)],
    ['Id', `${user.id}`],
    ...(serverId === null ? [] : [['Server', brought] as const]),
    ['Tokens made', { at: made }],
    ['Good until', { at: endOf(login) }],
    ...(used === null
      ? []
      : [['Signed in', { at: used }] as const, ['Session until', { at: used + SESSION_TTL }] as const]),
  ];
}
