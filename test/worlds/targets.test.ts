import dns from 'node:dns';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { post } from '../../mock-server/worlds/post.js';
import { targetOf } from '../../mock-server/worlds/targets.js';
import { receiver } from '../receiver.js';

describe('a target', () => {
  const refusal = async (url: string) => {
    const target = await targetOf(url, false);
    return typeof target === 'string' ? target : undefined;
  };

  it.each([
    'http://127.0.0.1:8080/x',
    'http://127.255.0.9/',
    'https://10.1.2.3/',
    'http://172.31.0.1/',
    'http://192.168.7.7/',
    'http://[::1]/',
    'http://[fd00::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://2130706433/', // 127.0.0.1 as one number
    'http://localhost/',
  ])('may be %s', async url => {
    expect(await refusal(url)).toBeUndefined();
  });

  it.each([
    'http://8.8.8.8/',
    'http://172.32.0.1/',
    'http://192.169.0.1/',
    'http://169.254.169.254/latest/meta-data', // where clouds keep secrets
    'http://0.0.0.0/',
    'http://100.64.0.1/',
    'http://[2001:db8::1]/',
    'http://[fe80::1]/',
    'http://[::ffff:8.8.8.8]/',
    'http://[::]/',
    'http://example.org/',
    'http://nobody.invalid/',
  ])('may not be %s', async url => {
    expect(await refusal(url)).toMatch(/is no loopback or private address|is a name for examples/);
  });

  it('whose name leads to several addresses is called at those that may be, if there are any', async () => {
    const far = { address: '203.0.113.5', family: 4 };
    const asked = vi
      .spyOn(dns.promises, 'lookup')
      .mockResolvedValue([far, { address: '10.0.0.7', family: 4 }] as never);
    onTestFinished(() => asked.mockRestore());
    expect(await targetOf('http://hooks.test/', false)).toMatchObject({ addresses: [{ address: '10.0.0.7' }] });
    asked.mockResolvedValue([far] as never);
    expect(await refusal('http://hooks.test/')).toMatch(/^hooks\.test \(203\.0\.113\.5\) is no loopback/);
  });

  it('may be any with --deliver-anywhere', async () => {
    expect(await targetOf('http://203.0.113.5:81/x', true)).toMatchObject({
      addresses: [{ address: '203.0.113.5', family: 4 }],
    });
  });

  it('is named once, and what was checked is what is called', async () => {
    const asked = vi.spyOn(dns.promises, 'lookup');
    onTestFinished(() => asked.mockRestore());
    const { url, received } = await receiver();
    const hook = url.replace('127.0.0.1', 'localhost');
    const { signal } = new AbortController();
    const delivery = {
      id: 1,
      url: hook,
      event: 'e',
      subject: 's',
      body: { a: 1 },
      method: 'PUT',
      headers: { 'x-so': 'y' },
    };
    const sent = { ...delivery, at: 0, state: 'due', reason: null, attempts: [] } as const;
    expect(await post(sent, { anywhere: false, signal })).toEqual({ status: 200, answer: 'thanks', error: null });
    expect(asked).toHaveBeenCalledTimes(1);
    expect(received).toMatchObject([
      { method: 'PUT', headers: { 'x-so': 'y', host: new URL(hook).host }, body: { a: 1 } },
    ]);
  });

  it('is sent ids of 64 bits as numbers with all their digits, and texts as they are', async () => {
    const { url, received } = await receiver();
    const body = {
      id: '18446744073709551615',
      other: '18446744073709551615',
      in: [{ id: 7, text: '"id":"1234567890123456"' }],
    };
    const delivery = { id: 1, url, event: 'e', subject: 's', body, method: 'POST', headers: {}, wide: ['id'] };
    const sent = { ...delivery, at: 0, state: 'due', reason: null, attempts: [] } as const;
    await post(sent, { anywhere: false, signal: new AbortController().signal });
    expect(received[0]?.text).toBe(
      String.raw`{"id":18446744073709551615,"other":"18446744073709551615","in":[{"id":7,"text":"\"id\":\"1234567890123456\""}]}`,
    );
  });

  it('that is too slow is not waited for when nobody needs it any more', async () => {
    const { url } = await receiver(() => {});
    const ending = new AbortController();
    const delivery = { id: 1, url, event: 'e', subject: 's', body: {}, method: 'POST', headers: {} };
    const sent = { ...delivery, at: 0, state: 'due', reason: null, attempts: [] } as const;
    const posted = post(sent, { anywhere: false, signal: ending.signal });
    setTimeout(() => ending.abort(), 30);
    expect(await posted).toMatchObject({ status: null, error: expect.stringContaining('aborted') });
  });
});
