import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { control } from '../contracts/control/index.js';
import { loadContract } from '../contracts/core/define-contract.js';
import { evidences } from '../contracts/core/evidence.js';
import { contracts } from '../contracts/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Source {
  readonly path: string;
  readonly text: string;
  /** Imported files of the project by path, packages by name. */
  readonly imports: readonly string[];
}

const sources: readonly Source[] = ['contracts', 'mock-server', 'fixtures'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => sourceOf(join(folder, name))),
);

function sourceOf(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const imports = [...text.matchAll(/(?:^(?:import|export)\b[^;']*?from\s*|^import |import\()'([^']+)'/gm)].map(
    ([, target = '']) => (target.startsWith('.') ? relative(root, resolve(root, dirname(path), target)) : target),
  );
  return { path, text, imports };
}

const below = (folder: string): readonly Source[] => sources.filter(({ path }) => path.startsWith(`${folder}/`));

/** Imports of a folder's files that a rule does not allow, as `file -> import`. */
const offences = (folder: string, allowed: (target: string, source: Source) => boolean): string[] =>
  below(folder).flatMap(source =>
    source.imports.filter(target => !allowed(target, source)).map(target => `${source.path} -> ${target}`),
  );

describe('imports', () => {
  it('of contracts are contracts, and packages that work wherever zod does; the kit alone writes for a terminal and reads sources', () => {
    const packages = ['zod', 'fastest-levenshtein', 'jsonc-parser'];
    const ofNode = ['contracts/kit/report/formats/terminal.ts', 'contracts/kit/report/source-lines.ts'];
    expect(
      offences(
        'contracts',
        (target, { path }) =>
          packages.includes(target) ||
          target.startsWith('contracts/') ||
          (ofNode.includes(path) && target.startsWith('node:')),
      ),
    ).toEqual([]);
  });

  it('of a vendor are its own and the core', () => {
    for (const vendor of Object.keys(contracts))
      expect(
        offences(
          `contracts/vendors/${vendor}`,
          target =>
            target === 'zod' ||
            target.startsWith('contracts/core/') ||
            target.startsWith(`contracts/vendors/${vendor}/`),
        ),
      ).toEqual([]);
  });

  it('of the domain stay in the domain', () => {
    expect(offences('mock-server/domain', target => target.startsWith('mock-server/domain/'))).toEqual([]);
  });

  it('of the path of a call name no vendor', () => {
    const vendors = Object.keys(contracts);
    expect(offences('mock-server/http', target => !vendors.some(vendor => target.includes(`/${vendor}/`)))).toEqual([]);
  });

  it('of a mock vendor are its own, its contract, the core and the domain', () => {
    for (const vendor of Object.keys(contracts))
      expect(
        offences(`mock-server/vendors/${vendor}`, target =>
          [
            `mock-server/vendors/${vendor}/`,
            `contracts/vendors/${vendor}/`,
            'contracts/core/',
            'mock-server/domain/',
            'mock-server/calls/vendor.js',
            'mock-server/calls/handler.js',
            'zod',
            'node:crypto', // fingerprints of keys
          ].some(allowed => target.startsWith(allowed)),
        ),
      ).toEqual([]);
  });

  it('of what ships take seeds only from the fixtures, and nothing from the tests', () => {
    for (const folder of ['contracts', 'mock-server'])
      expect(
        offences(
          folder,
          target =>
            !target.startsWith('test/') && (!target.startsWith('fixtures/') || target.startsWith('fixtures/seeds/')),
        ),
      ).toEqual([]);
  });
});

describe('the real time, chance and rounding', () => {
  const outside = (files: readonly string[], pattern: RegExp): string[] =>
    sources.filter(({ path, text }) => !files.includes(path) && pattern.test(text)).map(({ path }) => path);

  it('is read by the clock only, and by the kit for real endpoints', () => {
    expect(
      outside(
        ['mock-server/domain/clock.ts', 'contracts/kit/system.ts'],
        /Date\.now|new Date\(\)|performance\.now|hrtime/,
      ),
    ).toEqual([]);
  });

  it('is drawn by random only', () => {
    expect(outside(['mock-server/domain/random.ts'], /Math\.random|randomBytes|getRandomValues/)).toEqual([]);
  });

  it('waits for nothing behind the wire', () => {
    const waiting = /setTimeout|setInterval|setImmediate/;
    for (const folder of ['mock-server/domain', 'mock-server/vendors', 'fixtures'])
      expect(
        below(folder)
          .filter(({ text }) => waiting.test(text))
          .map(({ path }) => path),
      ).toEqual([]);
  });

  it('is rounded by money only', () => {
    const rounding = /Math\.round|toFixed|toPrecision/;
    const files = [...below('mock-server/domain'), ...below('mock-server/vendors')].filter(({ text }) =>
      rounding.test(text),
    );
    expect(files.map(({ path }) => path)).toEqual(['mock-server/domain/money.ts']);
  });
});

describe('every operation', async () => {
  const all = [control, ...(await Promise.all(Object.values(contracts).map(({ load }) => load())))];

  it.each(all.map(contract => ({ vendor: contract.vendor, contract })))(
    'of $vendor cites a public page',
    async ({ contract }) => {
      for (const { id, operation } of (await loadContract(contract)).entries) {
        expect(operation.docs, id).toMatch(/^https:\/\/[a-z0-9.-]+\.[a-z]+(\/|$)/);
        expect(evidences, id).toContain(operation.evidence ?? 'documented');
        expect(operation.summary, id).not.toBe('');
      }
    },
  );
});

describe('casts', () => {
  it('are found in core types only', () => {
    const core = /^(contracts\/core|mock-server\/(domain|calls|http|worlds|seeds|control))/;
    const code = (text: string): string =>
      text.replaceAll(
        /\/\*[\s\S]*?\*\/|\/\/.*$|`(?:\\.|[^`])*`|'(?:\\.|[^'\n])*'|"(?:\\.|[^"\n])*"|^(import|export) [^;]*;/gm,
        '',
      );
    const casts = sources
      .filter(({ path }) => !core.test(path))
      .filter(({ text }) => /[\w)\]}] as (?!const\b)[\w{(]/.test(code(text)))
      .map(({ path }) => path);
    expect(casts).toEqual([]);
  });
});
