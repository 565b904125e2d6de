import { describe, expect, it } from 'vitest';
import { Failure, failureKinds, refuse } from '../../contracts/core/failure.js';
import { virtuozzoDialect as dialect } from '../../contracts/vendors/virtuozzo/dialect.js';
import * as refusals from '../../contracts/vendors/virtuozzo/refusals.js';
import { signedIn } from '../../contracts/vendors/virtuozzo/users/person.js';

const sampleOf = {
  noEnvironment: refuse(refusals.noEnvironment, { name: 'env-1' }),
  noObject: refuse(refusals.noObject, { what: 'node', name: 1 }),
  noUser: refuse(refusals.noUser, { uid: 1 }),
  objectExists: refuse(refusals.objectExists, { what: 'role', name: 'x' }),
  memberInvited: refuse(refusals.memberInvited, { email: 'a@example.com' }),
  wrongCollaborationState: refuse(refusals.wrongCollaborationState, { status: 'left' }),
  wrongLogin: refuse(refusals.wrongLogin),
  wrongPassword: refuse(refusals.wrongPassword),
  suspended: refuse(refusals.suspended),
  noLogin: refuse(refusals.noLogin, { login: 'a@example.com' }),
  noEmail: refuse(refusals.noEmail, { email: 'a@example.com' }),
  emailTaken: refuse(refusals.emailTaken, { email: 'a@example.com' }),
  wrongEmail: refuse(refusals.wrongEmail, { email: 'a' }),
  noSecondFactor: refuse(refusals.noSecondFactor),
  wrongSshKey: refuse(refusals.wrongSshKey),
  sshKeyKnown: refuse(refusals.sshKeyKnown),
  sshTitleTaken: refuse(refusals.sshTitleTaken, { title: 'x' }),
  noScript: refuse(refusals.noScript, { name: 'x' }),
  scriptFailed: refuse(refusals.scriptFailed, { name: 'x' }),
  scriptExists: refuse(refusals.scriptExists, { name: 'x' }),
  notPermitted: refuse(refusals.notPermitted),
  invalidParameter: refuse(refusals.invalidParameter, { name: 'uid' }),
  unknownNodeType: refuse(refusals.unknownNodeType, { nodeType: 'cobol' }),
  nameTaken: refuse(refusals.nameTaken, { domain: 'env-1.example.com' }),
  wrongState: refuse(refusals.wrongState, { verb: 'start' }),
  isThere: refuse(refusals.isThere, { what: 'port', name: 80 }),
  noEndpoints: refuse(refusals.noEndpoints),
  tooManyEnvironments: refuse(refusals.tooManyEnvironments, { most: 1 }),
  tooManyCloudlets: refuse(refusals.tooManyCloudlets, { most: 1 }),
  tooManyNodes: refuse(refusals.tooManyNodes, { most: 1 }),
  layerTooLarge: refuse(refusals.layerTooLarge, { most: 1 }),
  beyondLimits: refuse(refusals.beyondLimits, { quota: 'x', most: 1 }),
  noMoney: refuse(refusals.noMoney, { uid: 1 }),
  inactive: refuse(refusals.inactive, { uid: 1 }),
} satisfies Record<keyof typeof refusals, Failure>;

describe('the dialect of the Virtuozzo platform', () => {
  it.each(failureKinds)('recognises what it says: %s', kind => {
    const form = dialect.failures[kind];
    const reply = dialect.encode(new Failure(kind));
    expect(reply.status).toBe(form.status);
    expect(dialect.failureOf(reply)).toBe(form.like ?? kind);
  });

  it.each(Object.entries(sampleOf))('recognises its own sentence: %s', (_, failure) => {
    const reply = dialect.encode(failure);
    expect(reply.status).toBe(200);
    expect(dialect.failureOf(reply)).toBe(failure.kind);
  });

  it('always sends an error with a result that is not 0, and takes nothing else for a failure', () => {
    for (const kind of failureKinds.filter(one => one !== 'noRoute'))
      expect(dialect.encode(new Failure(kind)).body).toMatchObject({
        result: expect.any(Number),
        error: expect.stringMatching(/./),
      });
    for (const body of [{ result: 0 }, { result: 0, response: { result: 0 } }, 'Date,Env\n', undefined, null])
      expect(dialect.failureOf({ status: 200, body })).toBeUndefined();
  });

  it('sees a refusal inside an answer that says 0 outside', () => {
    const body = {
      result: 0,
      response: { result: 4099, source: 'JEL', methodName: 'AddNode', error: 'it has failed' },
    };
    expect(dialect.failureOf({ status: 200, body })).toBe('internal');
  });

  it.each([
    [[904, 2338, 2360, 2361, 2362, 2363, 2364, 2365, 2366, 2369, 2373, 2378], 'quota'],
    [[8, 8202, 10_001], 'forbidden'],
    [[701, 702, 704, 707], 'unauthenticated'],
    [[5, 11, 503, 703, 901, 1004, 1702, 2002, 2313, 2500], 'notFound'],
    [[502, 1002, 2031, 2330, 6001, 6002], 'exists'],
    [[3, 6000], 'invalid'],
    [[1, 1704, 4109], 'conflict'],
    [[17, 4110], 'timeout'],
    [[2223], 'funds'],
    [[99, 2207, 4099, 5000, 12345], 'internal'],
  ])('knows %j, said by the dashboard and by clients, for %s', (results, kind) => {
    for (const result of results)
      expect(dialect.failureOf({ status: 200, body: { result, error: 'it is refused' } }), `${result}`).toBe(kind);
  });

  it('names the parameter, also inside a JSON text', () => {
    const issue = (path: readonly (string | number)[]) => ({ in: 'query' as const, path, code: 'x' });
    const said = (path: readonly (string | number)[]) =>
      dialect.encode(new Failure('invalid', { issues: [issue(path)] })).body;
    expect(said(['period'])).toEqual({ result: 3, error: 'invalid parameter [period]' });
    expect(said(['nodes', 0, 'nodeType'])).toEqual({ result: 3, error: 'invalid parameter [nodes[0].nodeType]' });
  });
});

describe('answers of the Virtuozzo platform', () => {
  it('may hold what the pages document and the double never sends', () => {
    const person = { result: 0, uid: 1163, session: 'x', email: 'user@example.com', status: 'ENABLED' };
    const more = {
      authType: 'TFA',
      attemptsLeft: 3,
      requiredAuthCheck: { id: 1, type: 'TOTP', isActive: true, isConfigured: true },
      data: { lang: 'en', theme: 'dark' },
    };
    expect(signedIn.safeParse({ ...person, ...more }).error).toBeUndefined();
  });
});
