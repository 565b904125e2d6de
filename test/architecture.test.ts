import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contracts } from '../contracts/index.js';
import { circlesIn, root, type SourceFile, shipped, sources } from './sources.js';

const vendors = Object.keys(contracts);

/** Each floor imports from itself and from those before it. A folder ends in a slash. */
const floors: readonly (readonly string[])[] = [
  ['contracts/core/', 'contracts/vendors/', 'contracts/control/', 'contracts/index.ts', 'contracts/kit/', 'contracts/'],
  [
    'mock-server/log.ts',
    'mock-server/metrics.ts',
    'mock-server/version.ts',
    'mock-server/files/',
    'mock-server/domain/',
    'mock-server/calls/',
    'mock-server/seeds/',
    'mock-server/store/',
    'mock-server/worlds/',
    'mock-server/http/',
    'mock-server/tls/',
    'mock-server/proxy/',
    'mock-server/vendors/',
    'mock-server/control/',
    'mock-server/dashboard/', // runs in a browser
    'mock-server/', // what a user starts: a server, a suite, a fixture
    'mock-server/cli/',
  ],
];

/** The place of a path among floors: that of the longest floor it is on. */
function floorOf(path: string, among: readonly string[]): number {
  const on = among.filter(floor => (floor.endsWith('/') ? path.startsWith(floor) : path === floor));
  return among.indexOf(on.sort((one, other) => other.length - one.length)[0] ?? '');
}

/** What each floor of the double may import of the contracts and of packages, beside what is of `node`. */
const beyond: Readonly<Record<string, readonly string[]>> = {
  'mock-server/files/': ['contracts/core/', 'jsonc-parser', 'yaml', 'zod'],
  'mock-server/domain/': ['tinyqueue', '@js-temporal/polyfill'],
  'mock-server/calls/': ['contracts/core/', 'zod'],
  'mock-server/seeds/': ['contracts/core/', 'zod', 'fixtures/seeds/'],
  'mock-server/store/': ['contracts/core/', 'zod', 'kysely', 'libsql', 'pg'],
  'mock-server/worlds/': ['contracts/core/', 'zod'],
  'mock-server/http/': ['contracts/core/', 'zod', 'express', 'find-my-way', 'fastest-levenshtein', 'node:'],
  'mock-server/tls/': ['pkijs', 'asn1js'],
  'mock-server/proxy/': ['contracts/core/', 'contracts/kit/proxy/'],
};

/** What the page of the dashboard may import beside itself: what is on the wire, and what works in a browser. */
const inBrowser = [
  'contracts/core/',
  'contracts/control/',
  'contracts/kit/report/',
  'preact',
  '@preact/',
  'swagger-ui-dist/',
  'uplot',
  'zod',
];

const isIn = (target: string, allowed: readonly string[]): boolean => allowed.some(start => target.startsWith(start));
const below = (folder: string): readonly SourceFile[] => shipped.filter(({ path }) => path.startsWith(folder));

/** Imports that a rule does not allow, as `file -> import`. */
const offences = (files: readonly SourceFile[], isAllowed: (target: string, source: SourceFile) => boolean): string[] =>
  files.flatMap(source =>
    source.imports.filter(target => !isAllowed(target, source)).map(target => `${source.path} -> ${target}`),
  );

describe('imports', () => {
  it('go down the floors', () => {
    for (const among of floors)
      expect(
        offences(shipped, (target, { path }) => {
          const [from, to] = [floorOf(path, among), floorOf(target, among)];
          return from < 0 || to < 0 || to <= from;
        }),
      ).toEqual([]);
  });

  it('of contracts are contracts, and packages that work wherever zod does', () => {
    const packages = ['zod', 'fastest-levenshtein', 'jsonc-parser', 'contracts/'];
    /** The kit writes for a terminal and reads sources. */
    const ofNode = ['contracts/kit/report/formats/terminal.ts', 'contracts/kit/report/source-lines.ts'];
    expect(
      offences(
        below('contracts/'),
        (target, { path }) => isIn(target, packages) || (ofNode.includes(path) && target.startsWith('node:')),
      ),
    ).toEqual([]);
  });

  it.each(Object.entries(beyond))('of %s are of its floors and what it is allowed beyond', (folder, allowed) => {
    expect(offences(below(folder), target => isIn(target, ['mock-server/', 'node:', ...allowed]))).toEqual([]);
  });

  it('of the dashboard are of what works in a browser, and nothing imports the dashboard', () => {
    const page = 'mock-server/dashboard/';
    expect(
      offences(below(page), target => isIn(target, [page, './', ...inBrowser]) || target.endsWith('.css')),
    ).toEqual([]);
    // The table is shown alone in a page of the tests.
    const others = sources.filter(({ path }) => !isIn(path, [page, 'test/browser/table/']));
    expect(offences(others, target => !target.startsWith(page))).toEqual([]);
  });

  it('of the lists of vendors stand at the top, from where the lists are passed down', () => {
    const lists = ['contracts/index.ts', 'mock-server/vendors/index.ts'];
    const top = sources.filter(
      ({ path, imports }) => !isIn(path, ['test/']) && imports.some(target => lists.includes(target)),
    );
    expect(top.map(({ path }) => path).sort()).toEqual([
      'contracts/library.ts',
      'contracts/run-contract.ts',
      'mock-server/cli/commands/shared-options.ts',
      'mock-server/cli/program.ts',
      'mock-server/cli/vendors.ts',
      'mock-server/contract-suite.ts',
      'mock-server/index.ts',
      'mock-server/testing/assert-received.ts',
      'mock-server/testing/matchers.ts',
      'mock-server/testing/test-world.ts',
    ]);
  });

  it.each(vendors)('of the contract of %s are its own and the core', vendor => {
    const allowed = ['zod', 'contracts/core/', `contracts/vendors/${vendor}/`];
    expect(offences(below(`contracts/vendors/${vendor}/`), target => isIn(target, allowed))).toEqual([]);
  });

  it.each(vendors)(
    'of the double of %s are its own, its contract, the core, the domain, and what defines it',
    vendor => {
      const allowed = [
        `mock-server/vendors/${vendor}/`,
        `contracts/vendors/${vendor}/`,
        'contracts/core/',
        'mock-server/domain/',
        'mock-server/calls/vendor.ts',
        'mock-server/calls/handler.ts',
        'mock-server/calls/page.ts',
        'mock-server/calls/bills.ts',
        'mock-server/calls/lengthy.ts', // lists that are made while they are sent
        'zod',
        'node:crypto', // fingerprints of keys
        'node:zlib', // archives that are unpacked
        'yaml', // manifests of the platform's marketplace
      ];
      expect(offences(below(`mock-server/vendors/${vendor}/`), target => isIn(target, allowed))).toEqual([]);
    },
  );

  it('of what ships never lead to the tests, and to the fixtures only from the seeds', () => {
    expect(
      offences(
        shipped,
        (target, { path }) =>
          !target.startsWith('test/') &&
          (!target.startsWith('fixtures/') ||
            (isIn(target, ['fixtures/seeds/']) && isIn(path, ['mock-server/seeds/', 'fixtures/seeds/']))),
      ),
    ).toEqual([]);
  });

  it('go in no circle, types included', () => {
    expect(circlesIn(sources)).toEqual([]);
  });

  it('of ours lead to files that are there', () => {
    const isOurs = (target: string): boolean => isIn(target, ['contracts/', 'mock-server/', 'fixtures/', 'test/']);
    expect(offences(sources, target => !isOurs(target) || existsSync(join(root, target)))).toEqual([]);
  });
});

describe('names', () => {
  /** Exported names of types that stand in several places, each with the reason for which that is one meaning. */
  const known: Readonly<Record<string, string>> = {
    Instant: 'the same number on the wire and behind it; the domain imports nothing of the contracts',
  };
  const vendorOf = ({ path }: SourceFile): string | undefined =>
    /^(?:contracts|mock-server)\/vendors\/([a-z]+)\//.exec(path)?.[1];

  /** The types that a file declares, and what it exports under another name. */
  const namesOf = ({ text }: SourceFile): string[] => [
    ...[...text.matchAll(/^export (?:abstract )?(?:interface|type|class) (\w+)/gm)].map(([, name = '']) => name),
    ...[...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = '']) =>
      [...list.matchAll(/\bas (\w+)/g)].map(([, name = '']) => name),
    ),
  ];

  it('of exported types have one meaning each; a record that two vendors have is each one’s own', () => {
    const exporting = new Map<string, SourceFile[]>();
    for (const source of shipped)
      for (const name of namesOf(source)) exporting.set(name, [...(exporting.get(name) ?? []), source]);
    const twice = [...exporting].filter(([name, files]) => {
      const owners = files.map(vendorOf);
      const isEachOnesOwn = !owners.includes(undefined) && new Set(owners).size === owners.length;
      return files.length > 1 && !isEachOnesOwn && !Object.hasOwn(known, name);
    });
    expect(twice.map(([name, files]) => `${name}: ${files.map(({ path }) => path).join(', ')}`)).toEqual([]);
  });

  it('of files are in kebab case', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|trial|bench|config|d))?\.tsx?$/;
    expect(sources.map(({ path }) => path).filter(path => !kebab.test(basename(path)))).toEqual([]);
  });

  it('of vendors stand in their own folders and in the lists', () => {
    const lists = /^(contracts\/index|mock-server\/vendors\/index|fixtures\/seeds\/shop)\.ts$/;
    const own = /^((contracts|mock-server)\/vendors|fixtures\/seeds\/shop)\//;
    const named = new RegExp(`\\b(${vendors.join('|')})\\b`, 'i');
    /** The command's help gives examples. A comment may, too. */
    const examples = /^mock-server\/cli\/commands\//;
    const found = shipped.filter(({ path, code }) => !lists.test(path) && !own.test(path) && named.test(code));
    expect(found.map(({ path }) => path).filter(path => !examples.test(path))).toEqual([]);
  });
});

describe('files', () => {
  it('tell one thing: none has more than 300 lines but tables of data', () => {
    const tables = [
      /^contracts\/vendors\/[a-z]+\/routes\.ts$/, // all that a vendor has, on one page
      /^mock-server\/vendors\/virtfusion\/catalogues?\//,
    ];
    const long = sources.filter(({ text }) => text.split('\n').length > 301).map(({ path }) => path);
    expect(long.filter(path => !tables.some(table => table.test(path)))).toEqual([]);
  });
});

/** Files that match a pattern, beside those that may. */
const using = (pattern: RegExp, files: readonly SourceFile[], allowed: readonly string[]): string[] =>
  files.filter(({ path, code }) => !allowed.includes(path) && pattern.test(code)).map(({ path }) => path);

describe('the real world', () => {
  it('is asked for the time by the clock, and by the kit in one file', () => {
    const asking = /Date\.now|new Date\(\)|performance\.now|hrtime|\bDate\(\)/;
    const clocks = ['domain/clock.ts', 'dashboard/server/elapsed.ts'].map(file => `mock-server/${file}`);
    expect(using(asking, shipped, [...clocks, 'contracts/kit/system.ts'])).toEqual([]);
  });

  it('gives chance to random only', () => {
    const drawing = /Math\.random|randomBytes|randomInt|randomUUID|getRandomValues/;
    // The token of a server that listens beyond this machine must be a secret.
    expect(using(drawing, shipped, ['mock-server/domain/random.ts', 'mock-server/index.ts'])).toEqual([]);
  });

  it('is waited for where the wire is, and by the kit in one file', () => {
    const allowed = [
      ...['body', 'forward', 'own-refusals', 'server', 'tls-server'].map(name => `mock-server/http/${name}.ts`),
      'mock-server/http/transport-faults.ts', // the same, of an answer that goes wrong
      ...['http/server-life', 'worlds/lifetimes', 'worlds/shelved-worlds'].map(name => `mock-server/${name}.ts`), // ends
      'mock-server/worlds/waits.ts', // clients that an operator keeps waiting
      ...['mock-server/http/stream.ts', 'mock-server/worlds/bit-by-bit.ts'], // let calls in between bits of long work
      ...['mock-server/worlds/courier.ts', 'mock-server/worlds/waking.ts'], // look for what falls due while a clock runs
      ...['mock-server/worlds/kept-journal.ts', 'mock-server/worlds/shared-counts.ts'], // keep or count many calls at once
      ...['mock-server/worlds/turns.ts', 'mock-server/worlds/call-keeping.ts'], // the same; waits for what others keep
      'mock-server/worlds/keeping.ts', // waits until no other process is at it
      'mock-server/store/postgres-channel.ts', // listens again to a server that was gone
      ...['mock-server/store/sqlite-port.ts', 'mock-server/store/postgres-port.ts'], // keep together what came together
      'mock-server/worlds/post.ts',
      'mock-server/control/waiting.ts', // a test waits for a call
      'mock-server/control/world-feed.ts', // takes what happens together
      ...['until-ended', 'left-behind', 'over-one-connection'].map(name => `mock-server/cli/${name}.ts`),
      ...['mock-server/cli/running.ts', 'mock-server/cli/verbs/calls.ts'], // looks for calls that came
      'mock-server/control/coverage.ts', // lets calls in between, for it reads all groups
      'contracts/core/over-fetch.ts',
      'contracts/kit/system.ts',
    ];
    // A page waits for the eyes of a person.
    const here = shipped.filter(({ path }) => !path.startsWith('mock-server/dashboard/'));
    expect(using(/\bset(Timeout|Interval|Immediate)\b|AbortSignal\.timeout/, here, allowed)).toEqual([]);
  });

  it('is called by the kit and the client in one file', () => {
    expect(
      using(/\bfetch\(/, shipped, [
        'contracts/core/over-fetch.ts',
        'mock-server/cli/init/runners.ts', // writes tests that call it
        'contracts/kit/report/snippets/typescript.ts', // writes it into a text
        'mock-server/dashboard/server/events.ts', // follows the events of a world
      ]),
    ).toEqual([]);
  });

  it('is rounded by money only', () => {
    const behind = [...below('mock-server/domain/'), ...below('mock-server/vendors/')];
    expect(using(/Math\.round|toFixed|toPrecision/, behind, ['mock-server/domain/money.ts'])).toEqual([]);
  });
});

describe('casts', () => {
  it('are found in core types only', () => {
    const core = /^(contracts\/core|mock-server\/(domain|calls|http|worlds|seeds|store|control))\//;
    const casts = shipped.filter(({ path, bare }) => !core.test(path) && /[\w)\]}'] as (?!const\b)[\w{(]/.test(bare));
    expect(casts.map(({ path }) => path)).toEqual([]);
  });
});
