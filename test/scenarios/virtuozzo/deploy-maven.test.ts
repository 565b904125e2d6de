import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Answer, platformForEach, type VirtuozzoCaller } from './caller.js';
import { ask, askAt, type DeployAnswer, filesOf } from './deploys.js';

const [envName, name, charset] = ['env-2200001', 'shop-1.0.war', 'UTF-8'];

interface Uploaded extends DeployAnswer {
  readonly file: string;
  readonly name: string;
  readonly size: number;
  readonly request: object;
}

/** What the Maven plugin of the vendor, and the plugins made after it, send in this order: paths and fields are theirs. */
describe('a deployment as the Java plugins make it', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  let [session, nodeid] = ['', 0];
  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });
  beforeEach(async () => {
    const { nodes } = await caller.create({ shortdomain: envName }, { nodeType: 'tomcat9', flexibleCloudlets: 4 });
    nodeid = nodes[0]?.id ?? 0;
    const login = { login: 'demo@example.com', password: 'demo' };
    const signedIn = await fetch(`${mock.url}/1.0/users/authentication/rest/signin`, {
      method: 'POST',
      body: new URLSearchParams(login),
    });
    const answer: Answer = JSON.parse(await signedIn.text());
    session = answer.session ?? '';
  });

  async function upload(content: string | Uint8Array<ArrayBuffer>, fileName = name): Promise<Uploaded> {
    const form = new FormData();
    form.append('fid', '123456');
    form.append('session', session);
    form.append('file', new Blob([content]), fileName);
    const reply = await fetch(`${mock.url}/1.0/storage/uploader/rest/upload`, { method: 'POST', body: form });
    const answer: Uploaded = JSON.parse(await reply.text());
    return answer;
  }
  async function get(path: string, input: Readonly<Record<string, string>>): Promise<DeployAnswer> {
    const reply = await fetch(`${mock.url}${path}?${new URLSearchParams({ charset, session, ...input })}`);
    expect(reply.status).toBe(200);
    const answer: DeployAnswer = JSON.parse(await reply.text());
    return answer;
  }
  const createObject = (data: string) =>
    askAt(`${mock.url}/deploy/createobject`, { charset, session, type: 'JDeploy', data });
  const deploy = (archiveUri: string, more: Readonly<Record<string, string>> = {}) =>
    get('/deploy/DeployArchive', { archiveUri, archiveName: name, newContext: 'ROOT', domain: envName, ...more });

  it('goes from sign-in by upload, registration and deployment to sign-out', async () => {
    const uploaded = await upload('PK and more');
    expect(uploaded).toMatchObject({ result: 0, name, size: 11, request: { fid: '123456', session } });
    const comment = 'Uploaded by Jelastic Maven plugin. The shop\'s own, for "all"';
    const quoted = `{'name':'${name}', 'archive':'${uploaded.file}', 'link':0, 'size':${uploaded.size}, 'comment':'${comment}'}`;
    const { response } = await createObject(quoted);
    expect(response).toMatchObject({
      result: 0,
      source: 'HX',
      object: { id: response?.id, developer: expect.any(Number) },
    });
    expect(response?.object?.uploadDate).toBe(Date.parse('2025-01-01T00:00:00Z'));
    const archives = (await get('/GetArchives', {})).response?.objects;
    expect(archives).toMatchObject([{ id: response?.id, name, comment, link: '0', archive: uploaded.file, size: 11 }]);
    const deployed = await deploy(uploaded.file, { nodeGroup: '', preDeployHook: 'date', actionkey: 'x' });
    expect(deployed).toMatchObject({
      result: 0,
      response: { result: 0, responses: [{ result: 0, source: 'HX', nodeid }] },
    });
    expect(deployed.response?.responses?.[0]?.out).toContain('ROOT');
    expect((await filesOf(mock, nodeid)).get('/opt/tomcat/webapps/ROOT.war')).toBe('PK and more');
    const shown = await ask(caller, 'environment/deployment/getdeployments', { envName, nodeGroup: 'cp' });
    expect(shown.array).toEqual([{ archiveName: name, context: 'ROOT', type: 'ARCHIVE' }]);
    const standing = { archiveName: name, context: 'ROOT', type: 'ARCHIVE' };
    expect(await caller.call('environment/control/getenvinfo', { envName })).toMatchObject({
      env: { contexts: [standing] },
      nodeGroups: [{ name: 'cp', deployments: [standing] }],
    });
    const hooks = await ask(caller, 'environment/deployment/gethooks', { envName, context: 'ROOT' });
    expect(hooks.object).toEqual({ preDeploy: 'date', postDeploy: '' });
    expect(await get('/DeleteArchive', { id: `${response?.id}` })).toEqual({ result: 0 });
    expect((await get('/GetArchives', {})).response?.objects).toEqual([]);
    expect(await get('/users/authentication/rest/signout', {})).toEqual({ result: 0 });
    expect(await get('/GetArchives', {})).toMatchObject({ result: 702 });
  });

  it('bytes of a real archive come to the node as they are', async () => {
    const bytes = Uint8Array.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0x80]);
    const uploaded = await upload(bytes);
    expect(uploaded.size).toBe(7);
    await deploy(uploaded.file);
    const text = (await filesOf(mock, nodeid)).get('/opt/tomcat/webapps/ROOT.war');
    expect([...(text ?? '')].map(letter => letter.codePointAt(0))).toEqual([...bytes]);
  });

  it('a newer plugin writes JSON, and deploys by environment.control with a token', async () => {
    const uploaded = await upload('PK');
    const data = JSON.stringify({ name, archive: uploaded.file, link: 0, size: uploaded.size, comment: 'é "x"' });
    expect(await createObject(data)).toMatchObject({ result: 0 });
    expect((await get('/GetArchives', {})).response?.objects?.[0]?.comment).toBe('é "x"');
    const input = { envName, fileUrl: uploaded.file, fileName: name, context: 'shop', delay: 10, isSequential: true };
    const answer = await ask(caller, 'environment/control/deployapp', input);
    expect(answer).toMatchObject({ result: 0, responses: [{ result: 0, nodeid }] });
  });

  it('what cannot be done is refused', async () => {
    const sent = { charset, session, type: 'JDeploy' };
    const noData = 'org.mozilla.javascript.EcmaError: ReferenceError: "data" is not defined.';
    expect(await askAt(`${mock.url}/deploy/createobject`, sent)).toMatchObject({ result: 1704, error: noData });
    expect(await createObject("{'name':'x'")).toMatchObject({ result: 3, error: 'invalid parameter [data]' });
    expect(await createObject(`{${"'".repeat(60_000)}`)).toMatchObject({ result: 3 });
    expect(await deploy('https://files.example.com/a.war', { domain: 'env-9999999' })).toMatchObject({ result: 11 });
    const noFile = await askAt(`${mock.url}/1.0/storage/uploader/rest/upload`, { session, fid: '123456' });
    expect(noFile).toMatchObject({ result: 3, error: 'invalid param' });
    const empty = await upload('');
    expect(await deploy(empty.file)).toMatchObject({ result: 4072, error: `archive [${name}] is empty` });
    expect(await get('/DeleteArchive', { id: '7' })).toMatchObject({ result: 5 });
    expect((await fetch(`${mock.url}/deploy/nothing?session=${session}`)).status).toBe(404);
  });

  it('the hundred newest uploads of an account are kept, and archives stay those of their account', async () => {
    const first = await upload('first');
    for (let count = 0; count < 100; count++) await upload('more');
    await deploy(first.file);
    expect((await filesOf(mock, nodeid)).get('/opt/tomcat/webapps/ROOT.war')).toContain(' of http://');
    const { response } = await createObject(JSON.stringify({ name, archive: first.file, size: 5 }));
    const { session: other = '' } = mock.credentials.others.virtuozzo?.otherTenant ?? {};
    expect((await get('/GetArchives', { session: other })).response?.objects).toEqual([]);
    expect(await get('/DeleteArchive', { session: other, id: `${response?.id}` })).toMatchObject({ result: 5 });
  });
});
