import { describe, expect, it } from 'vitest';
import { readConfig } from '../../mock-server/cli/config-file.js';
import { folderOf } from '../files/folder.js';
import { ran } from './process.js';

describe('the file of settings', () => {
  it.each([
    ['json', '{"$schema": "./node_modules/hostdouble/dist/schemas/config.json", "port": 0}'],
    ['jsonc', '{\n  // any free one\n  "port": 0,\n}'],
    ['yaml', '# any free one\nport: 0\n'],
    ['yml', 'port: 0'],
  ])('may be .%s', async (ending, text) => {
    const config = await readConfig(folderOf({ [`hostdouble.config.${ending}`]: text }));
    expect(config?.values).toEqual({ port: 0 });
  });

  it('need not be there', async () => {
    expect(await readConfig(folderOf())).toBeUndefined();
  });

  it('is one only', async () => {
    const folder = folderOf({ 'hostdouble.config.yaml': 'port: 0', 'hostdouble.config.json': '{}' });
    await expect(readConfig(folder)).rejects.toThrow(
      'there are hostdouble.config.json and hostdouble.config.yaml: keep one of them',
    );
  });

  it.each([
    ['yaml', 'seed: empty\nport: many\n', '^hostdouble: hostdouble.config.yaml:2:7: "port": must be a whole number\n$'],
    ['yml', 'tls:\n  cert: x\n  kye: y\n', 'hostdouble.config.yml:'],
    ['jsonc', '{ // c\n "prot": 1 }', 'config.jsonc:2:2: "prot": there is no such setting; did you mean port\\?'],
    ['yaml', 'port: 0\nport: 1', '^hostdouble: hostdouble.config.yaml:2:1: is not YAML: a name stands twice\n$'],
    ['yaml', '- port', 'hostdouble.config.yaml:1:1: is no object of settings'],
  ])('says where it is wrong: .%s', async (ending, text, said) => {
    const { code, err } = await ran([], { cwd: folderOf({ [`hostdouble.config.${ending}`]: text }) });
    expect([code, err]).toEqual([1, expect.stringMatching(said)]);
  });
});
