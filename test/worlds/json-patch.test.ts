import { describe, expect, it } from 'vitest';
import { POINTER } from '../../contracts/core/json-pointer.js';
import { operated, PatchError, type PatchOperation } from '../../mock-server/worlds/json-patch.js';
import { patched } from '../../mock-server/worlds/merge-patch.js';

/** RFC 6902, appendix A: what is done, the document before, the operations, and the document after, or why not. */
const appendix: readonly (readonly [string, unknown, readonly PatchOperation[], unknown])[] = [
  ['A.1 adds a member', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { baz: 'qux', foo: 'bar' }],
  [
    'A.2 adds an item',
    { foo: ['bar', 'baz'] },
    [{ op: 'add', path: '/foo/1', value: 'qux' }],
    { foo: ['bar', 'qux', 'baz'] },
  ],
  ['A.3 removes a member', { baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
  ['A.4 removes an item', { foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
  [
    'A.5 replaces a value',
    { baz: 'qux', foo: 'bar' },
    [{ op: 'replace', path: '/baz', value: 'boo' }],
    { baz: 'boo', foo: 'bar' },
  ],
  [
    'A.6 moves a value',
    { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
    [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
    { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
  ],
  [
    'A.7 moves an item',
    { foo: ['all', 'grass', 'cows', 'eat'] },
    [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
    { foo: ['all', 'cows', 'eat', 'grass'] },
  ],
  [
    'A.8 tests values',
    { baz: 'qux', foo: ['a', 2, 'c'] },
    [
      { op: 'test', path: '/baz', value: 'qux' },
      { op: 'test', path: '/foo/1', value: 2 },
    ],
    { baz: 'qux', foo: ['a', 2, 'c'] },
  ],
  [
    'A.10 adds a nested member',
    { foo: 'bar' },
    [{ op: 'add', path: '/child', value: { grandchild: {} } }],
    { foo: 'bar', child: { grandchild: {} } },
  ],
  ['A.14 escapes ~', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
  [
    'A.16 adds a list',
    { foo: ['bar'] },
    [{ op: 'add', path: '/foo/-', value: ['abc', 'def'] }],
    { foo: ['bar', ['abc', 'def']] },
  ],
];

/** What cannot be done: A.9, A.12 and A.15 of the appendix, then what its text forbids. */
const refused: readonly (readonly [string, unknown, PatchOperation, string])[] = [
  ['A.9 a test of another value', { baz: 'qux' }, { op: 'test', path: '/baz', value: 'bar' }, 'another value'],
  ['A.12 what nothing holds', { foo: 'bar' }, { op: 'add', path: '/baz/bat', value: 'qux' }, 'no such place'],
  ['A.15 a text for a number', { '/': 9, '~1': 10 }, { op: 'test', path: '/~01', value: '10' }, 'another value'],
  ['a place that is not there', { a: 1 }, { op: 'replace', path: '/b', value: 1 }, 'no such place'],
  ['the removal of nothing', { a: 1 }, { op: 'remove', path: '/b' }, 'no such place'],
  ['an item beyond the end', [1], { op: 'add', path: '/2', value: 1 }, 'no such place'],
  ['an item with a zero before it', [1, 2], { op: 'replace', path: '/01', value: 1 }, 'no such place'],
  ['the end of a list, to be replaced', [1], { op: 'replace', path: '/-', value: 1 }, 'no such place'],
  ['a property of lists', [1], { op: 'test', path: '/length', value: 1 }, 'no such place'],
  ['what all objects inherit', {}, { op: 'copy', from: '/constructor', path: '/x' }, 'no such place'],
  ['a move into itself', { a: { b: 1 } }, { op: 'move', from: '/a', path: '/a/b' }, 'into itself'],
  ['a member of a number', { a: 1 }, { op: 'add', path: '/a/b', value: 1 }, 'nothing holds "b"'],
  ['the whole, to be removed', { a: 1 }, { op: 'remove', path: '' }, 'as a whole'],
];

describe('operations of RFC 6902', () => {
  it.each(appendix)('%s', (_what, before, operations, after) => {
    const copy = structuredClone(before);
    expect(operated(before, operations)).toEqual(after);
    expect(before).toEqual(copy);
  });

  it.each(refused)('refuse %s', (_what, before, operation, why) => {
    expect(() => operated(before, [{ op: 'test', path: '', value: before }, operation])).toThrow(PatchError);
    expect(() => operated(before, [{ op: 'test', path: '', value: before }, operation])).toThrow(
      `operation 1 at "${operation.path === '/x' ? '/constructor' : operation.path}": `,
    );
    expect(() => operated(before, [operation])).toThrow(why);
  });

  it('take the whole, and keep all digits', () => {
    const id = 18446744073709551615n;
    expect(operated({ a: 1 }, [{ op: 'replace', path: '', value: [1] }])).toEqual([1]);
    expect(operated({ a: 1 }, [{ op: 'add', path: '', value: { id } }])).toEqual({ id });
    expect(operated({ id }, [{ op: 'test', path: '/id', value: id }])).toEqual({ id });
    expect(() => operated({ id }, [{ op: 'test', path: '/id', value: id - 1n }])).toThrow('another value');
  });

  it('and a merge patch make `__proto__` and `constructor` members like any other', () => {
    const body: unknown = JSON.parse('{"__proto__":{"a":1},"constructor":{"prototype":{}}}');
    const made = operated(body, [
      { op: 'add', path: '/__proto__/polluted', value: 1 },
      { op: 'add', path: '/constructor/prototype/polluted', value: 1 },
    ]);
    expect(JSON.stringify(made)).toBe('{"__proto__":{"a":1,"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    expect(JSON.stringify(patched({}, body))).toBe(JSON.stringify(body));
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('do not grow without end', () => {
    const doubling = Array.from({ length: 60 }, (): PatchOperation => ({ op: 'copy', from: '', path: '/a' }));
    expect(() => operated({ text: 'x'.repeat(1000) }, doubling)).toThrow('copies of copies grow too large');
  });

  it('point with sound pointers only', () => {
    for (const pointer of ['', '/', '/a', '/a~1b/~0/', '/a//b']) expect(pointer).toMatch(POINTER);
    for (const pointer of ['a', '/~', '/~2', '#/a']) expect(pointer).not.toMatch(POINTER);
  });
});
