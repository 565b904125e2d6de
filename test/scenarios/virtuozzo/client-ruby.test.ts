import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { platformForEach } from './caller.js';

const [login, password, envName] = ['demo@example.com', 'demo', 'env-2600001'];
/** The platform's own id, which the gem sends where a call is about no environment. */
const appid = '1dd8d191d38fff45e62564fcf67fdcd6';

/** What the gem reads. It raises an error on any result but 0. */
interface Read {
  readonly result: number;
  readonly error?: string;
  readonly session?: string;
  readonly env?: { readonly status: number };
  readonly envGroups?: readonly string[];
  readonly infos?: readonly { readonly env: { readonly envName: string } }[];
  readonly nodes?: readonly { readonly id: number; readonly version: string; readonly customitem?: object }[];
  readonly object?: object;
}

/** What https://github.com/visualitypl/jelastic sends: POST with a form; names in the case it writes them. */
describe('the gem in Ruby', () => {
  let mock: MockServer;
  platformForEach((_, double) => {
    mock = double;
  });

  /** A name without a value is one that its user left out: the form then has no `=` after it. */
  async function post(
    path: string,
    fields: readonly (readonly [string, string | number | boolean | null])[],
  ): Promise<Read> {
    const word = encodeURIComponent;
    const body = fields
      .map(([name, value]) => (value === null ? word(name) : `${word(name)}=${word(value)}`))
      .join('&');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await fetch(`${mock.url}/1.0/${path}`, { method: 'POST', headers, body });
    const answer: Read = JSON.parse(await reply.text());
    return answer;
  }
  const signIn = () =>
    post('users/authentication/rest/signin', [
      ['appid', appid],
      ['login', login],
      ['password', password],
    ]);

  it('signs in, makes an environment, works with it, deletes it and signs out', async () => {
    const user = await signIn();
    expect(user).toMatchObject({
      ...{ result: 0, uid: expect.any(Number), email: login },
      ...{ session: expect.any(String), status: expect.anything() },
    });
    const session = ['session', user.session ?? ''] as const;
    const step = async (method: string, ...fields: [string, string | number | boolean | null][]) => {
      const answer = await post(`environment/control/rest/${method}`, [...fields, session]);
      expect(answer, method).toMatchObject({ result: 0 });
      return answer;
    };
    const env = { ishaenabled: true, engine: 'docker', displayName: 'Foo', sslstate: true, shortdomain: envName };
    const docker = {
      ...{ cmd: 'start.sh', image: 'nginx', links: ['sqldb:db'], env: { foo: 'bar' }, nodeGroup: 'cp' },
      registry: { user: 'ann', password: 'hidden', url: 'registry.example.com' },
    };
    const sizes = { count: 1, fixedCloudlets: 1, flexibleCloudlets: 2 };
    const nodes = [
      { ...sizes, extip: true, displayName: 'web', nodeType: 'docker', docker },
      { ...sizes, flexibleCloudlets: 4, nodeType: 'postgresql' },
    ];
    await step(
      'createenvironment',
      ['actionkey', '5d41402abc4b2a76b9719d911017c592'],
      ['env', JSON.stringify(env)],
      ['nodes', JSON.stringify(nodes)],
      ['appid', appid],
    );
    const list = await step('getenvs', ['appid', appid]);
    expect(list.infos?.map(info => info.env.envName)).toContain(envName);
    const info = () => step('getenvinfo', ['envname', envName]);
    const made = await info();
    const web = made.nodes?.find(({ customitem }) => customitem !== undefined);
    const nodeId = web?.id ?? 0;
    expect(made.env?.status).toBe(1);

    await step('attachenvgroup', ['envName', envName], ['envGroup', 'prod'], ['envGroups', null]);
    await step('attachenvgroup', ['envName', envName], ['envGroup', null], ['envGroups', 'clients']);
    expect((await info()).envGroups).toEqual(['prod', 'clients']);
    for (const method of ['attachenvgroup', 'adddockervolumebygroup'])
      expect(
        await post(`environment/control/rest/${method}`, [['envname', envName], ['path', '/one'], session]),
      ).toMatchObject({ result: 3, error: expect.any(String) });
    await step('adddockervolume', ['envname', envName], ['nodeId', nodeId], ['path', '/one']);
    await step('adddockervolumebygroup', ['envname', envName], ['groupId', 'cp'], ['path', '/two']);
    const volumes = (await info()).nodes?.find(({ id }) => id === nodeId)?.customitem;
    expect(volumes).toMatchObject({ dockerVolumes: ['/one', '/two'] });

    const variables = async () => (await step('getdockerenvvars', ['envname', envName], ['nodeId', nodeId])).object;
    expect(await variables()).toMatchObject({ foo: 'bar' });
    await step('setdockerenvvars', ['envname', envName], ['nodeId', nodeId], ['data', '{"MODE":"test"}']);
    expect(await variables()).toEqual({ MODE: 'test' });

    const version = async () => (await info()).nodes?.find(({ id }) => id === nodeId)?.version;
    await step(
      'redeploycontainersbygroup',
      ['envname', envName],
      ['nodeGroup', 'cp'],
      ['tag', '1.27'],
      ['sequential', false],
      ['useExistingVolumes', false],
    );
    expect(await version()).toBe('1.27');
    await step(
      'redeploycontainerbyid',
      ['envname', envName],
      ['nodeId', nodeId],
      ['tag', '1.28'],
      ['useExistingVolumes', false],
    );
    expect(await version()).toBe('1.28');
    await step('restartcontainerbyid', ['envname', envName], ['nodeId', nodeId]);
    await step('deleteenv', ['envname', envName], ['password', password]);
    const gone = await post('environment/control/rest/getenvinfo', [['envname', envName], session]);
    expect(gone).toEqual({ result: 11, error: expect.any(String) });
    expect(await post('users/authentication/rest/signout', [['appid', appid], session])).toMatchObject({ result: 0 });
    const after = await post('environment/control/rest/getenvs', [['appid', appid], session]);
    expect(after).toMatchObject({ result: 702, error: expect.any(String) });
  });

  it.each<[string, [string, string | number | null][]]>([
    [
      'setdockerenvvars',
      [
        ['nodeId', 1],
        ['data', '{}'],
      ],
    ],
    ['getdockerenvvars', [['nodeId', 1]]],
    [
      'adddockervolumebygroup',
      [
        ['groupId', 'cp'],
        ['path', '/one'],
      ],
    ],
  ])('raises an error of an environment that is not there: %s', async (method, fields) => {
    const { session = '' } = await signIn();
    const sent = [['envname', envName], ...fields, ['session', session]] as const;
    const answer = await post(`environment/control/rest/${method}`, sent);
    expect(answer).toMatchObject({ result: 11, error: expect.any(String) });
  });
});
