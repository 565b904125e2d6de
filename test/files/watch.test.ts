import { describe, expect, it } from 'vitest';
import { FileWatch } from '../../mock-server/files/watch.js';

/** Files that change when a test says so. */
function byHand() {
  const changed = new Map<string, () => void>();
  const watch = new FileWatch((path, callBack) => {
    changed.set(path, callBack);
    return () => changed.delete(path);
  });
  return { watch, change: (path: string) => changed.get(path)?.(), watched: () => [...changed.keys()] };
}

describe('what watches files', () => {
  it('does at each change what was asked for', async () => {
    const { watch, change } = byHand();
    const done: string[] = [];
    watch.on('a', async () => void done.push('a'));
    watch.on('b', async () => void done.push('b'));
    for (const path of ['a', 'b', 'a']) {
      change(path);
      await watch.idle();
    }
    expect(done).toEqual(['a', 'b', 'a']);
  });

  it('does once more, and once only, what changed meanwhile', async () => {
    const { watch, change } = byHand();
    let [running, most, times] = [0, 0, 0];
    watch.on('a', async () => {
      running += 1;
      most = Math.max(most, running);
      times += 1;
      await Promise.resolve();
      running -= 1;
    });
    for (let index = 0; index < 10; index += 1) change('a');
    await watch.idle();
    expect([most, times]).toEqual([1, 2]);
  });

  it('watches a file once, and none after it was closed', () => {
    const { watch, watched } = byHand();
    watch.on('a', async () => {});
    watch.on('a', async () => {});
    expect(watched()).toEqual(['a']);
    watch.close();
    expect(watched()).toEqual([]);
  });
});
