import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { authentication as operations } from '../../../../../contracts/vendors/virtuozzo/users/authentication.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { Caller } from '../../../../domain/credentials.js';
import { templates } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { personView } from '../person.js';
import type { Token } from './record.js';
import { newTokenView, tokenView } from './view.js';

export const handlers = {
  signIn({ query, cloud }) {
    const account = cloud.accounts.find(({ email }) => email === query.login);
    if (account === undefined || account.password !== query.password) throw refuse(refusals.wrongLogin);
    const value = `${account.id.toString(16)}x${drawn(cloud, 'session', 32)}`;
    cloud.credentials.add({
      scheme: 'session',
      value,
      holder: account.id,
      state: 'valid',
      rights: 'all',
      expires: null,
    });
    return { status: 200, body: { result: 0, ...personView(account), session: value } };
  },

  signOut({ cloud, caller }) {
    cloud.credentials.revoke(caller.credential.scheme, caller.credential.value);
    return { status: 200, body: { result: 0 } };
  },

  createToken({ query, cloud, caller }) {
    mustKnowPassword(cloud, caller, query.password);
    const token = cloud.tokens.add({
      id: cloud.nextId('token'),
      uid: caller.holder,
      value: drawn(cloud, 'token', 40),
      description: query.description,
      template: templateNamed(query.tokenTemplate),
      methods: methodsOf(query.apiList),
      expiresAt: query.expiresAt ?? null,
    });
    admit(cloud, token);
    return { status: 200, body: { result: 0, token: newTokenView(token) } };
  },

  editToken({ query, cloud, caller }) {
    const { id } = need(cloud, caller, query.id);
    mustKnowPassword(cloud, caller, query.password);
    const { tokenTemplate, apiList } = query;
    const isLimitedAnew = tokenTemplate !== undefined || apiList !== undefined;
    const token = cloud.tokens.update(id, {
      ...(query.description !== undefined && { description: query.description }),
      ...(isLimitedAnew && { template: templateNamed(tokenTemplate), methods: methodsOf(apiList) }),
      ...(query.expiresAt !== undefined && { expiresAt: query.expiresAt }),
    });
    admit(cloud, token);
    return { status: 200, body: { result: 0, token: tokenView(token) } };
  },

  regenerateToken({ query, cloud, caller }) {
    const before = need(cloud, caller, query.id ?? query.ids);
    mustKnowPassword(cloud, caller, query.password);
    cloud.credentials.revoke('session', before.value);
    const token = cloud.tokens.update(before.id, { value: drawn(cloud, 'token', 40) });
    admit(cloud, token);
    return { status: 200, body: { result: 0, token: newTokenView(token) } };
  },

  deleteTokens({ query, cloud, caller }) {
    const tokens = query.ids.map(id => need(cloud, caller, id));
    mustKnowPassword(cloud, caller, query.password);
    for (const { id, value } of tokens) {
      cloud.credentials.revoke('session', value);
      if (cloud.tokens.get(id) !== undefined) cloud.tokens.remove(id);
    }
    return { status: 200, body: { result: 0 } };
  },

  getTokens({ query, cloud, caller }) {
    const apiTokens = cloud.tokens
      .filter(({ id, uid }) => uid === caller.holder && (query.ids === undefined || query.ids.includes(id)))
      .map(token => tokenView(token));
    return { status: 200, body: { result: 0, apiTokens } };
  },

  getTokenTemplates() {
    return { status: 200, body: { result: 0, templates: [...templates] } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Hex digits that no other world draws, and that nobody has: a snapshot may say that fewer were drawn than are held. */
function drawn(cloud: VirtuozzoCloud, entity: 'session' | 'token', digits: number): string {
  for (;;) {
    const id = `${cloud.settings.secret}/${cloud.nextId('credential')}`;
    const value = cloud.random.hex({ entity, id, field: 'value' }, digits);
    if (cloud.credentials.find('session', value) === undefined) return value;
  }
}

/** Makes a token's value a credential, or changes what it may do. */
function admit(cloud: VirtuozzoCloud, { uid, value, template, expiresAt }: Token): void {
  const rights = template === 'Read Only' ? 'read' : 'all';
  cloud.credentials.add({ scheme: 'session', value, holder: uid, state: 'valid', rights, expires: expiresAt });
}

function need(cloud: VirtuozzoCloud, caller: Caller, id: number | undefined): Token {
  if (id === undefined) throw refuse(refusals.invalidParameter, { name: 'id' });
  const token = cloud.tokens.get(id);
  if (token?.uid !== caller.holder) throw refuse(refusals.noObject, { what: 'token', name: id });
  return token;
}

function mustKnowPassword(cloud: VirtuozzoCloud, caller: Caller, password: string | undefined): void {
  if (password !== undefined && password !== cloud.accounts.need(caller.holder).password)
    throw refuse(refusals.wrongPassword);
}

function templateNamed(name: string | undefined): Token['template'] {
  if (name === undefined) return null;
  const known = templates.find(template => template.name === name);
  if (known === undefined) throw refuse(refusals.noObject, { what: 'token template', name });
  return known.name;
}

/** Methods by their full names in lower case: `billing.account.getaccount`. */
const methodsOf = (names: readonly string[] | undefined): string[] | null =>
  names === undefined ? null : names.map(name => name.toLowerCase().replace(/^jelastic\./, ''));
