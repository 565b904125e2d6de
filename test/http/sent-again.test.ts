import { describe, expect, it } from 'vitest';
import { key, toyForTests } from './toy-calls.js';

const { served, call, post, raw } = toyForTests();

describe('an answer to a reading call', () => {
  const answered = (): unknown => served().worlds.need('default').journal.all().at(-1)?.exchanged?.answered;
  const ask = async (path = '/toy/v1/lamps') => {
    await call(path);
    return answered();
  };

  it('is sent again until the cloud changes', async () => {
    const first = await ask();
    expect(await ask()).toBe(first);
    expect(await ask('/toy/v1/lamps?most=1')).not.toBe(first);
    await post('{"name":"new","watts":1}');
    expect(await ask()).not.toBe(first);
  });

  it('is sent again beside an override of another operation, and not while one is meant for it', async () => {
    const { overrides } = served().worlds.need('default');
    const first = await ask();
    const plain = { name: null, times: null, reply: null, patch: {}, drift: false };
    overrides.add({ ...plain, operation: 'lamps.show' });
    expect(await ask()).toBe(first);
    overrides.add({ ...plain, operation: 'lamps.list' });
    expect(await ask()).not.toBe(first);
    overrides.reset();
    expect(await ask()).toBe(first);
  });

  it('is the same to all who carry no credential', async () => {
    const refused = async (path: string) => {
      expect((await call(path, { headers: {} })).status).toBe(401);
      return answered();
    };
    expect(await refused('/toy/v1/lamps/1')).toBe(await refused('/toy/v1/lamps'));
  });

  it('is asked for with headers that are kept once, where they are the same as those before', async () => {
    const headers = () => served().worlds.need('default').journal.all().at(-1)?.exchanged?.headers;
    await call('/toy/v1/lamps');
    const first = headers();
    await call('/toy/v1/lamps');
    expect(headers()).toBe(first);
    await call('/toy/v1/lamps', { headers: { ...key, 'x-other': '1' } });
    expect(headers()).toMatchObject({ 'x-other': '1' });
    await call('/toy/v1/lamps');
    expect(headers()).toEqual(first);
  });
});

it('a body that comes in pieces is read whole', async () => {
  const body = '{"name":"in pieces","watts":1}';
  const head = `POST /toy/v1/lamps HTTP/1.1\r\nHost: x\r\ntoy_key: k-default\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const pieces = [...body].map(letter => `1\r\n${letter}\r\n`).join('');
  expect(await raw(`${head}${pieces}0\r\n\r\n`)).toContain('"name":"in pieces"');
});
