import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, passTime, settleIn, type Told } from './customer.js';

const TEMPLATES = '/core/marketplace/templates';
const DEPLOYMENTS = '/core/marketplace/deployments';
const VM = '/core/virtual-machines';

let mock: MockServer;
let customer: Customer;
let neighbour: Customer;

doubleForEach('2026-05-06T15:18:42Z', double => {
  mock = double;
  customer = customerOf(double);
  neighbour = customerOf(double, double.credentials.others.infrahub?.otherTenant?.apiKey);
});

const refused = ({ status, body }: Told) => [status, body.error_reason, body.message];

/** Sends a form with a file, as browsers, curl and the vendor's clients do. */
async function upload(
  content: string,
  fields: Readonly<Record<string, string>> = {},
  key = mock.credentials.infrahub?.apiKey ?? '',
): Promise<Told> {
  const form = new FormData();
  form.append('content', new Blob([content]), 'template.yaml');
  for (const [name, value] of Object.entries({ name: 'pair', description: 'Two', is_public: 'false', ...fields }))
    form.append(name, value);
  const reply = await fetch(`${mock.url}/v1${TEMPLATES}`, { method: 'POST', headers: { api_key: key }, body: form });
  const text = await reply.text();
  return { status: reply.status, text, body: JSON.parse(text) };
}

const PAIR = `# two of a kind
machines:
  - name: "\${prefix}-web"
    environment_name: {{ place }}
    key_name: place
    image_name: 'Ubuntu Server 24.04 LTS (Noble Numbat)'
    flavor_name: n1-cpu-small # the smallest
    labels: ["web"]
  - name: \${prefix}-db
    environment_name: \${ place }
    key_name: place
    image_name: Ubuntu Server 24.04 LTS (Noble Numbat)
    flavor_name: n1-cpu-medium
outputs:
  url: none
`;

describe('a template', () => {
  it('is uploaded as a file beside its fields, changed and deleted', async () => {
    const template = {
      id: 1,
      name: 'pair',
      description: 'Two',
      content: PAIR,
      is_public: false,
      created_at: '2026-05-06T15:18:42',
    };
    const made = await upload(PAIR);
    expect([made.status, made.body]).toEqual([201, { status: true, message: 'Template added successfully', template }]);
    const shown = { status: true, message: 'Template details retrieved successfully.', template };
    expect((await customer.get(`${TEMPLATES}/1`)).body).toEqual(shown);
    const listed = { status: true, message: 'Templates list successfully retrieved.', templates: [template] };
    expect((await customer.get(TEMPLATES)).body).toEqual(listed);
    const changed = { status: true, message: 'Template updated successfully.', template: { ...template, name: 'duo' } };
    expect((await customer.put(`${TEMPLATES}/1`, { name: 'duo' })).body).toEqual(changed);
    await customer.put(`${TEMPLATES}/1`, { description: 'Both', is_public: true });
    expect((await customer.get(`${TEMPLATES}/1`)).body.template).toMatchObject({
      description: 'Both',
      is_public: true,
    });
    expect((await customer.delete(`${TEMPLATES}/1`)).body.message).toBe('Template deleted successfully.');
    expect(refused(await customer.get(`${TEMPLATES}/1`))).toEqual([404, 'not_found', 'Template 1 does not exist.']);
  });

  it('lacks its members where they come as JSON, for the vendor reads a form', async () => {
    const body = { content: PAIR, name: 'pair', description: 'Two', is_public: 'true' };
    const told = await customer.post(TEMPLATES, body);
    expect([told.status, Object.keys(told.body.errors)]).toEqual([400, Object.keys(body)]);
    expect((await upload('')).status).toBe(400);
    expect((await upload(PAIR, { is_public: 'perhaps' })).status).toBe(400);
    expect((await customer.post(TEMPLATES)).status).toBe(400);
  });

  it('that is public is used by all and changed by its owner alone', async () => {
    await upload(PAIR, { is_public: 'true' });
    await upload(PAIR, { name: 'own' });
    const names = async (query: string, who = customer): Promise<string[]> =>
      (await who.get(`${TEMPLATES}${query}`)).body.templates.map(({ name }: { name: string }) => name);
    expect(await names('')).toEqual(['pair', 'own']);
    expect(await names('?visibility=public')).toEqual(['pair']);
    expect(await names('?visibility=private')).toEqual(['own']);
    expect(await names('', neighbour)).toEqual(['pair']);
    expect(await names('?visibility=private', neighbour)).toEqual([]);
    const odd = 'visibility must be public or private, and is hidden';
    expect(refused(await customer.get(`${TEMPLATES}?visibility=hidden`))).toEqual([406, 'bad_request', odd]);
    expect((await neighbour.get(`${TEMPLATES}/1`)).status).toBe(200);
    for (const id of [1, 2]) {
      const unknown = [404, 'not_found', `Template ${id} does not exist.`];
      expect(refused(await neighbour.put(`${TEMPLATES}/${id}`, { name: 'mine' }))).toEqual(unknown);
      expect(refused(await neighbour.delete(`${TEMPLATES}/${id}`))).toEqual(unknown);
    }
    expect((await neighbour.get(`${TEMPLATES}/2`)).status).toBe(404);
  });
});

describe('a deployment', () => {
  const start = (more: object = {}, who = customer) =>
    who.post(DEPLOYMENTS, {
      name: 'shop',
      description: 'For the spring',
      template_id: 1,
      variables: { prefix: 'spring', place: 'place' },
      ...more,
    });
  const machines = async (): Promise<[string, string, string][]> =>
    (await customer.get(VM)).body.instances.map(
      ({ name, status, flavor }: { name: string; status: string; flavor: { name: string } }) => [
        name,
        status,
        flavor.name,
      ],
    );

  beforeEach(async () => {
    await settleIn(customer, 'place', 'NORWAY-1');
    await upload(PAIR);
  });

  it('makes the machines of its template, is active when they are, and takes them with it', async () => {
    const listed = {
      id: 1,
      name: 'shop',
      description: 'For the spring',
      template: 'pair',
      status: 'CREATING',
      created_at: '2026-05-06T15:18:42',
    };
    const deployment = { ...listed, variables: '{"prefix": "spring", "place": "place"}' };
    const made = await start();
    const body = { status: true, message: 'Deployment created successfully', deployment };
    expect([made.status, made.body]).toEqual([200, body]);
    expect(await machines()).toEqual([
      ['spring-web', 'CREATING', 'n1-cpu-small'],
      ['spring-db', 'CREATING', 'n1-cpu-medium'],
    ]);
    const busy = [400, 'bad_request', 'Deployment shop is in CREATING state'];
    expect(refused(await customer.delete(`${DEPLOYMENTS}/1`))).toEqual(busy);
    await mock.control.clock.advance({ by: 'PT9S' });
    expect((await customer.get(`${DEPLOYMENTS}/1`)).body.deployment.status).toBe('CREATING');
    await mock.control.clock.advance({ by: 'PT3S' });
    const shown = { status: true, message: 'Getting deployment detail success', deployment };
    expect((await customer.get(`${DEPLOYMENTS}/1`)).body).toEqual({
      ...shown,
      deployment: { ...deployment, status: 'ACTIVE' },
    });
    const all = {
      status: true,
      message: 'Getting deployments success',
      deployments: [{ ...listed, status: 'ACTIVE' }],
    };
    expect((await customer.get(DEPLOYMENTS)).body).toEqual(all);
    expect((await machines()).map(([, status]) => status)).toEqual(['ACTIVE', 'ACTIVE']);
    await passTime(mock, customer, 'PT1H');
    const [one] = (await customer.get(`${VM}?search=web`)).body.instances;
    expect(one.labels).toEqual(['web']);
    await customer.delete(`${VM}/${one.id}`);
    await mock.control.clock.advance({ by: 'PT1M' });

    const gone = await customer.delete(`${DEPLOYMENTS}/1`);
    expect([gone.status, gone.body]).toEqual([202, { status: true, message: 'Deployment is being deleted.' }]);
    expect(await machines()).toEqual([['spring-db', 'DELETING', 'n1-cpu-medium']]);
    expect(refused(await customer.delete(`${DEPLOYMENTS}/1`))[2]).toBe('Deployment shop is in DELETING state');
    await passTime(mock, customer, 'PT10S');
    expect([await machines(), (await customer.get(DEPLOYMENTS)).body.deployments]).toEqual([[], []]);
    expect(refused(await customer.get(`${DEPLOYMENTS}/1`))).toEqual([404, 'not_found', 'Deployment 1 does not exist.']);
  });

  it('is refused whole where any of its machines is', async () => {
    expect(refused(await start({ template_id: 9 }))).toEqual([404, 'not_found', 'Template 9 does not exist.']);
    const elsewhere = await start({ variables: { prefix: 'spring', place: 'nowhere' } });
    expect(refused(elsewhere)).toEqual([404, 'not_found', 'Environment nowhere does not exist']);
    const gap = await start({ variables: { prefix: 'spring' } });
    expect(refused(gap)[0]).toBe(404);
    await upload('flavor_name: n1-cpu-small\ncount: many');
    const wrong = 'The template cannot be deployed: wrong environment_name, key_name, count';
    expect(refused(await start({ template_id: 2 }))).toEqual([400, 'bad_request', wrong]);
    await upload(`${PAIR}---\n${PAIR}`);
    const twice = await start({ template_id: 3 });
    expect(refused(twice)).toEqual([409, 'already_exist', 'Virtual machine with this name already exists']);
    expect([await machines(), (await customer.get(DEPLOYMENTS)).body.deployments]).toEqual([[], []]);
    await start();
    const taken = [409, 'already_exist', 'Deployment with this name already exists'];
    expect(refused(await start({ variables: { prefix: 'other', place: 'place' } }))).toEqual(taken);
    expect(await machines()).toHaveLength(2);
  });

  it('keeps its machines when its template goes, and waits for one that is built anew', async () => {
    await start();
    await customer.delete(`${TEMPLATES}/1`);
    await mock.control.clock.advance({ by: 'PT1M' });
    expect((await customer.get(`${DEPLOYMENTS}/1`)).body.deployment).toMatchObject({
      template: 'pair',
      status: 'ACTIVE',
    });
    expect(await machines()).toHaveLength(2);
  });

  it('is of one machine by its own name where the template names none, or of none at all', async () => {
    await upload('environment_name: place\nkey_name: place\nimage_name: {{image}}\nflavor_name: n1-cpu-small');
    await start({ template_id: 2, variables: { image: 'Ubuntu Server 24.04 LTS (Noble Numbat)' } });
    expect((await machines()).map(([name]) => name)).toEqual(['shop']);
    await upload('version: 1');
    const { deployment } = (await start({ name: 'empty', template_id: 3, variables: undefined })).body;
    expect([deployment.status, deployment.variables]).toEqual(['CREATING', '{}']);
    await mock.control.clock.advance({ by: 'PT3S' });
    expect((await customer.get(`${DEPLOYMENTS}/2`)).body.deployment.status).toBe('ACTIVE');
  });

  it('is nobody else’s, though its template may be', async () => {
    await customer.put(`${TEMPLATES}/1`, { is_public: true });
    await start();
    await settleIn(neighbour, 'place', 'NORWAY-1');
    expect((await neighbour.get(DEPLOYMENTS)).body.deployments).toEqual([]);
    const unknown = [404, 'not_found', 'Deployment 1 does not exist.'];
    expect(refused(await neighbour.get(`${DEPLOYMENTS}/1`))).toEqual(unknown);
    expect(refused(await neighbour.delete(`${DEPLOYMENTS}/1`))).toEqual(unknown);
    expect((await start({}, neighbour)).body.deployment).toMatchObject({ id: 2, name: 'shop' });
    expect((await neighbour.get(VM)).body.instances).toHaveLength(2);
  });
});
