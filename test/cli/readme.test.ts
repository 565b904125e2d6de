import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coverageOf, coverageTable } from '../../mock-server/control/coverage.js';
import { createMockServer } from '../../mock-server/index.js';
import { builtIn } from '../../mock-server/vendors/index.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The blocks of a language, in order. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text);

describe('the README', () => {
  it('shows what is served as `hostdouble coverage` does', async () => {
    const shares = await Promise.all(builtIn.map(async ({ load }) => coverageOf(await load())));
    const shown = /<!-- hostdouble coverage -->\n([\s\S]*?)\n<!-- \/hostdouble coverage -->/.exec(readme)?.[1];
    expect(shown).toBe(coverageTable(shares));
  });

  it('shows the answers that its first requests have', async () => {
    const mock = await createMockServer({ seed: 'documented' });
    const requests = blocks('sh').filter(text => text.startsWith('curl') && !text.includes('__admin'));
    const answers = blocks('json').slice(0, requests.length);
    expect(requests).toHaveLength(builtIn.length);
    for (const [index, command] of requests.entries()) {
      const url = /http:\/\/127\.0\.0\.1:4850([^\s']*)/.exec(command)?.[1] ?? '';
      const header = /-H '([^:]+): ([^']+)'/.exec(command);
      const form = new URLSearchParams();
      for (const [, quoted, bare] of command.matchAll(/-d (?:'([^']+)'|(\S+))/g)) {
        const [name = '', value = ''] = (quoted ?? bare ?? '').split(/=(.*)/s);
        form.set(name, value);
      }
      const reply = await fetch(`${mock.url}${url}`, {
        headers: header?.[1] && header[2] ? { [header[1]]: header[2] } : {},
        ...(form.size > 0 && { method: 'POST', body: form }),
      });
      const text = await reply.text();
      for (const piece of (answers[index] ?? '').trim().split(/\s*…\s*/))
        expect(text).toContain(piece.replace(/^,/, '').trim());
    }
    await mock.close();
  });

  it('shows a seed that can be lived', async () => {
    const seed = blocks('json').find(text => text.includes('"vendors"')) ?? '';
    const path = join(mkdtempSync(join(tmpdir(), 'hostdouble-')), 'my-seed.json');
    writeFileSync(path, seed);
    const mock = await createMockServer({ seed: path, clock: 'frozen' });
    const reply = await fetch(`${mock.url}/v1/core/environments?search=lab`, {
      headers: { api_key: mock.credentials.infrahub.apiKey },
    });
    expect(JSON.parse(await reply.text()).environments).toMatchObject([{ name: 'lab' }]);
    await mock.close();
  });
});
