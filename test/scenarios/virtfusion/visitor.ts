import { type Customer, panelForEach } from './customer.js';

/** The panel of an empty world for each test, with somebody who opens the links that it gives out. */
export function visitorForEach() {
  const story = panelForEach();
  const { panel, mock } = story;
  /** Opens a link of the panel as a browser does: without a credential. */
  async function open(path: string, method = 'GET', headers: Record<string, string> = {}) {
    const reply = await fetch(`${mock().url}${path}`, { method, headers });
    const text = await reply.text();
    const title = /<h1>(.*)<\/h1>/.exec(text)?.[1];
    const facts = Object.fromEntries(
      [...text.matchAll(/<dt>(.*)<\/dt><dd>(.*)<\/dd>/g)].map(([, name, value = '']) => [
        name,
        value.replace(/<.*?>/g, ''),
      ]),
    );
    return { status: reply.status, headers: reply.headers, title, facts, text };
  }

  const linkOf = async (path = '/users/7/authenticationTokens', customer: Customer = panel): Promise<string> =>
    (await customer.done(200, 'POST', path)).data.authentication.endpoint_complete;

  const screenOf = async (id: number, body: object = {}, customer: Customer = panel): Promise<string> =>
    (await customer.done(200, 'POST', `/servers/${id}/vnc`, body)).data.vnc.wss.url;

  const shown = async (path: string, method?: string) => {
    const { status, title } = await open(path, method);
    return [status, title];
  };

  /** What the panel has of a kind, as a snapshot holds it. */
  async function records(kind: string, world?: string) {
    const { clouds } = Object(await mock().control.snapshot.save(world));
    return clouds.virtfusion.state.parts[kind];
  }

  return { ...story, open, shown, linkOf, screenOf, records };
}
