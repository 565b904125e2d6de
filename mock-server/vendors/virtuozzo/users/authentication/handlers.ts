import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { authentication as operations } from '../../../../../contracts/vendors/virtuozzo/users/authentication/operations.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { Caller } from '../../../../domain/credentials.js';
import { templates } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { accountNamed, accountOf, isPassword, mustKnowPassword, mustOperate } from '../account/person.js';
import { policiesFor } from '../collaboration/rules.js';
import { itemsOf, methods, plainName } from '../methods.js';
import { personView } from '../person-view.js';
import type { Session, Token } from './record.js';
import { drawn, endSessions, openSession, openSessionByToken, verifySession } from './sessions.js';
import { newTokenView, sessionView, signedInView, tokenView } from './view.js';

/** A wrong code is an answer and no refusal here: a refusal changes nothing, and attempts are counted. */
const WRONG_CODE = 701;

export const handlers = {
  signIn({ query, cloud }) {
    const account = accountOf(cloud, query.login);
    if (account === undefined || !isPassword(cloud, account, query.password)) throw refuse(refusals.wrongLogin);
    return { status: 200, body: signedInView(cloud, openSession(cloud, account)) };
  },

  signInByToken({ query, cloud }) {
    const session = openSessionByToken(cloud, query.token, userAgentOf(query.userHeaders));
    return { status: 200, body: signedInView(cloud, session) };
  },

  verify2faCode({ query, cloud }) {
    const verified = verifySession(cloud, query.session, query.code);
    if (typeof verified !== 'number') return { status: 200, body: signedInView(cloud, verified) };
    return { status: 200, body: { result: WRONG_CODE, error: 'authentication failed', attemptsLeft: verified } };
  },

  signOut({ cloud, caller }) {
    endCredential(cloud, caller.credential.value);
    return { status: 200, body: { result: 0 } };
  },

  getSessions({ cloud, caller }) {
    const { value } = caller.credential;
    const sessions = cloud.sessions
      .filter(({ uid, attemptsLeft }) => uid === caller.holder && attemptsLeft === null)
      .map(session => sessionView(session, session.value === value ? cloud.now : undefined));
    return { status: 200, body: { result: 0, sessions } };
  },

  signOutSessions({ query, cloud, caller }) {
    const own = (session: Session | undefined): boolean => session?.uid === caller.holder;
    if (query.ids !== '*')
      for (const id of query.ids)
        if (!own(cloud.sessions.get(id))) throw refuse(refusals.noObject, { what: 'session', name: id });
    const { ids } = query;
    endSessions(cloud, session => own(session) && (ids === '*' || ids.includes(session.id)));
    return { status: 200, body: { result: 0 } };
  },

  checkSign({ cloud, caller }) {
    const account = cloud.accounts.need(caller.holder);
    return { status: 200, body: { result: 0, ...personView(cloud, account), session: caller.credential.value } };
  },

  checkUser({ query, cloud }) {
    accountNamed(cloud, query.login);
    return { status: 200, body: { result: 0 } };
  },

  checkPassword({ query, cloud, caller }) {
    mustKnowPassword(cloud, caller, query.password);
    return { status: 200, body: { result: 0 } };
  },

  resetSignInAttempts({ query, cloud, caller }) {
    mustOperate(cloud, caller);
    if (query.login !== undefined) accountNamed(cloud, query.login);
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
    endTokens(cloud, [before]);
    const token = cloud.tokens.update(before.id, { value: drawn(cloud, 'token', 40) });
    admit(cloud, token);
    return { status: 200, body: { result: 0, token: newTokenView(token) } };
  },

  deleteTokens({ query, cloud, caller }) {
    const tokens = query.ids === '*' ? ownTokens(cloud, caller) : query.ids.map(id => need(cloud, caller, id));
    mustKnowPassword(cloud, caller, query.password);
    endTokens(cloud, tokens);
    for (const { id } of tokens) if (cloud.tokens.get(id) !== undefined) cloud.tokens.remove(id);
    return { status: 200, body: { result: 0 } };
  },

  getTokens({ query: { ids = '*' }, cloud, caller }) {
    const apiTokens = ownTokens(cloud, caller)
      .filter(({ id }) => ids === '*' || ids.includes(id))
      .map(token => tokenView(token));
    return { status: 200, body: { result: 0, apiTokens } };
  },

  getTokenApiList({ query }) {
    const wanted = plainName(query.search ?? query.sortParam ?? '');
    const tokenPermissions = methods.filter(({ method }) => method.toLowerCase().includes(wanted));
    return { status: 200, body: { result: 0, tokenPermissions: [...tokenPermissions] } };
  },

  getPolicyMethods({ query, cloud, caller }) {
    const { uniqueName } = query;
    if (uniqueName === undefined) return { status: 200, body: { result: 0, tokenPermissions: [...methods] } };
    const policy = policiesFor(cloud, caller.holder).find(known => known.uniqueName === uniqueName);
    if (policy === undefined) throw refuse(refusals.noObject, { what: 'policy', name: uniqueName });
    return { status: 200, body: { result: 0, behavior: 'ALLOW', tokenPermissions: itemsOf(policy.methods) } };
  },

  getTokenTemplates() {
    return { status: 200, body: { result: 0, templates: [...templates] } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Ends a session or a token that somebody made. What the world itself hands out is neither, and stays good. */
function endCredential(cloud: VirtuozzoCloud, value: string): void {
  if (cloud.tokens.keyed(value) !== undefined) cloud.credentials.revoke('session', value);
  endSessions(cloud, session => session.value === value);
}

/** From now on these tokens are refused, and the sessions that were made by them. */
function endTokens(cloud: VirtuozzoCloud, tokens: readonly Token[]): void {
  for (const { value } of tokens) cloud.credentials.revoke('session', value);
  endSessions(cloud, ({ token }) => tokens.some(({ id }) => id === token));
}

const ownTokens = (cloud: VirtuozzoCloud, { holder }: Caller): Token[] =>
  cloud.tokens.filter(({ uid }) => uid === holder);

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

function templateNamed(name: string | undefined): Token['template'] {
  if (name === undefined) return null;
  const known = templates.find(template => template.name === name);
  if (known === undefined) throw refuse(refusals.noObject, { what: 'token template', name });
  return known.name;
}

const methodsOf = (names: readonly string[] | undefined): string[] | null =>
  names === undefined ? null : names.map(plainName);

/** What a client says of its own headers; one sends `None`. */
function userAgentOf(headers: string | undefined): string | null {
  try {
    const read: unknown = JSON.parse(headers ?? '');
    const found = Object.entries(Object(read)).find(([name]) => name.toLowerCase() === 'user-agent')?.[1];
    return typeof found === 'string' ? found : null;
  } catch {
    return null;
  }
}
