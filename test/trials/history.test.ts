import { describe, expect, it } from 'vitest';
import { broken, gaps, type Placed, sightsIn } from './history.js';

const write = (tag: string, sent: number, heard = Number.POSITIVE_INFINITY): Placed => ({ tag, sent, heard });

describe('the order of writes', () => {
  it('is any of those that were under way together', () => {
    expect(broken([write('b', 2, 5), write('a', 1, 4), write('c', 6, 7)])).toEqual([]);
  });

  it('is broken where one acknowledged before another was sent comes after it', () => {
    expect(broken([write('b', 5, 6), write('a', 1, 4)])).toEqual([
      'b was sent after a was acknowledged, and stands before it',
    ]);
  });

  it('is found broken however many stand between', () => {
    expect(broken([write('late', 50, 51), write('x', 2), write('y', 3), write('early', 1, 4)])).toHaveLength(1);
  });

  it('lets one that was never acknowledged stand anywhere after it was sent', () => {
    expect(broken([write('a', 10, 11), write('lost', 1)])).toEqual([]);
  });
});

describe('a read', () => {
  const sights = sightsIn([write('a', 0, 10), write('b', 5, 20), write('lost', 6), write('c', 30, 40)]);

  it.each([
    ['before all of them', [-2, -1], { least: 0, most: 0 }],
    ['beside the first', [1, 2], { least: 0, most: 1 }],
    ['sees what was acknowledged before it', [21, 22], { least: 2, most: 3 }],
    ['may see what is sent while it waits', [21, 35], { least: 2, most: 4 }],
    ['after all', [41, 42], { least: 4, most: 4 }],
  ])('%s', (_, [sent = 0, heard = 0], expected) => {
    expect(sights(sent, heard)).toEqual(expected);
  });

  it('sees a write that stands before one it must see', () => {
    expect(sightsIn([write('lost', 1), write('a', 2, 3)])(4, 5)).toEqual({ least: 2, most: 2 });
  });
});

describe('numbers of a journal', () => {
  it('go up by one', () => {
    expect(gaps([7, 8, 9])).toEqual([]);
    expect(gaps([7, 8, 8, 11])).toEqual(['after number 8 comes 8', 'after number 8 comes 11']);
  });
});
