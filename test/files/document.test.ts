import { describe, expect, it } from 'vitest';
import { readDocument } from '../../mock-server/files/document.js';

const LONG = '12345678901234567890';
const whole = { a: { b: [1, { c: 12345678901234567890n }] }, t: '2026-01-01T00:00:00Z', 1: null };

const texts = {
  'x.json': `{"a": {"b": [1,\n  {"c": ${LONG}}]},\n "t": "2026-01-01T00:00:00Z", "1": null}`,
  'x.jsonc': `// with "quotes and [brackets\n{"a": {"b": [1, /* in\n between */\n  {"c": ${LONG},},]},\n "t": "2026-01-01T00:00:00Z", "1": null, }`,
  'x.yaml': `# YAML\na:\n  b:\n    - 1\n    - c: ${LONG}\nt: 2026-01-01T00:00:00Z\n1: ~\n`,
  'x.YML': `{a: {b: [1, {c: ${LONG}}]}, t: 2026-01-01T00:00:00Z, 1: null}`,
};

describe('a document', () => {
  it.each(Object.entries(texts))('%s is read, and its long numbers keep their digits', async (name, text) => {
    expect((await readDocument(name, text)).value).toEqual(whole);
  });

  it.each([
    ['x.json', '2:9', '2:4', '3:2'],
    ['x.jsonc', '4:9', '4:4', '5:2'],
    ['x.yaml', '5:10', '5:7', '6:1'],
    ['x.YML', '1:17', '1:14', '1:42'],
  ] as const)(
    '%s says where a value stands, its name, and what is around what is not there',
    async (file, c, name, t) => {
      const { at } = await readDocument(file, texts[file]);
      const item = ['a', 'b', 1] as const;
      expect([at([...item, 'c']), at([...item, 'c'], 'name'), at(['t'], 'name')]).toEqual(
        [c, name, t].map(place => `${file}:${place}`),
      );
      expect(at([...item, 'nothing', 'at', 'all'])).toBe(at([...item, 'nothing']));
      expect(at([])).toMatch(/:\d+:\d+$/);
    },
  );

  it('counts lines however they end, and columns from their start', async () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect((await readDocument('x.json', `{${end}${end} "a": 1}`)).at(['a'])).toBe('x.json:3:7');
  });

  it.each([
    ['x.json', '{"a": 1,}', '1:9: is not JSON: property name expected'],
    ['x.json', '{"a": 1\n "b": 2}', '2:2: is not JSON: comma expected'],
    ['x.json', '// c\n1', '1:1: is not JSON: it has a comment, for which the name of a file ends in .jsonc'],
    ['x', '{', '1:2: is not JSON: '],
    ['x.json', '', ' is not JSON: '],
    ['x.jsonc', '[,]', '1:2: is not JSON with comments: value expected'],
    ['x.jsonc', '[1,,]', '1:4: is not JSON with comments: value expected'],
    ['x.jsonc', '{,}', '1:2: is not JSON with comments: '],
    ['x.jsonc', '1 /* no end', '1:3: is not JSON with comments: a comment has no end'],
    ['x.jsonc', '1 /*/', '1:3: is not JSON with comments: a comment has no end'],
    ['x.yaml', 'a: {b: 1', '1:9: is not YAML: '],
    ['x.yaml', 'a: 1\na: 2', '2:1: is not YAML: a name stands twice'],
    ['x.yaml', 'a: !mine 1', '1:4: is not YAML: unresolved tag'],
    ['x.yaml', 'a: !!js/function "x"', '1:4: is not YAML: unresolved tag'],
    ['x.yaml', 'a: !!binary aaaa', '1:13: is not YAML: it has a tag'],
    ['x.yaml', 'a: *b', '1:4: is not YAML: an alias names no anchor before it'],
    ['x.yaml', 'a: &a [*a]', '1:8: is not YAML: an alias names no anchor before it'],
    ['x.yaml', 'a: 1\n---\nb: 2', '2:1: is not YAML: source contains multiple documents'],
    ['x.yaml', 'a: .inf', '1:4: is not YAML: it has a number that JSON cannot hold'],
    ['x.yaml', '? [a]\n: 1', '1:3: is not YAML: a name is no text'],
    ['x.yaml', '%TAG ! tag:x,2026:\n---\na', '1:1: is not YAML: it has a directive'],
    ['x.yaml', `a: ${'1'.repeat(2000)}`, '1:4: is not YAML: it has a number without end'],
  ])('%s of %j is told with its place', async (name, text, said) => {
    await expect(readDocument(name, text)).rejects.toThrow(said);
  });

  it.each(['x.json', 'x.jsonc', 'x.yaml'])('%s that is broken is not quoted', async name => {
    for (const text of [
      '"root": secretive 0\n"x',
      '{"secretive": secretive}}',
      '- !secretive 1',
      '{[: *secretive',
      '"\\secretive"',
    ])
      await readDocument(name, text).then(
        ({ value }) => expect(name).toBe(value === null ? '' : 'x.yaml'),
        error => expect(String(error)).not.toContain('secretive'),
      );
  });

  const nine = Array.from({ length: 9 }, (_, index) => index);
  const bomb = nine.map(index => `a${index}: &a${index} [${nine.map(() => (index ? `*a${index - 1}` : 'x'))}]`);
  it.each([
    ['x.json', '['.repeat(4_000_000), 'nested more than 200 levels deep'],
    ['x.jsonc', `// "\n${'['.repeat(4_000_000)}`, 'nested more than 200 levels deep'],
    ['x.yaml', '['.repeat(4_000_000), 'nested more than 200 levels deep'],
    ['x.yaml', '- '.repeat(50_000), 'nested more than 200 levels deep'],
    ['x.yaml', '- '.repeat(2_000_000), 'too large to be YAML'],
    ['x.yaml', Array.from({ length: 250 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'), '200 levels deep'],
    ['x.yaml', bomb.join('\n'), 'more than 200000 values, those that aliases repeat included'],
    ['x.yaml', 'a: 1\n'.repeat(60_000), 'too large to be YAML'],
  ])('%s without end is refused: case %#', async (name, text, said) => {
    await expect(readDocument(name, text)).rejects.toThrow(said);
  });

  it('repeats in YAML what an alias names, also a long number', async () => {
    const { value, at } = await readDocument('x.yaml', `a: &a {n: ${LONG}}\nb: [*a, *a]`);
    expect(value).toEqual({ a: { n: BigInt(LONG) }, b: [{ n: BigInt(LONG) }, { n: BigInt(LONG) }] });
    expect(at(['b', 1, 'n'])).toBe('x.yaml:2:9');
  });
});
