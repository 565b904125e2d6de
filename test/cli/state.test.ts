import { expect, it } from 'vitest';
import { folderOf } from '../files/folder.js';
import { firstLine, hostdouble, ran } from './process.js';

it('a state whose folder is not there, or that another process has, is told in one line', async () => {
  const folder = folderOf({});
  const file = `${folder}/worlds.db`;
  const missing = await ran(['--port=0', '--seed=empty', `--state=${folder}/none/worlds.db`]);
  expect([missing.code, missing.err]).toEqual([
    1,
    `hostdouble: the folder of the store ${folder}/none/worlds.db does not exist\n`,
  ]);
  const first = hostdouble(['--port=0', '--seed=empty', `--state=${file}`]);
  try {
    await firstLine(first);
    const second = await ran(['--port=0', '--seed=empty', `--state=${file}`]);
    expect([second.code, second.err]).toEqual([1, `hostdouble: the store ${file} is in use\n`]);
  } finally {
    first.child.kill('SIGKILL');
  }
});
