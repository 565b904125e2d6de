import type { FirstRequest } from './first-request.js';

/** What is known of a folder: the names in it, and what its package.json says. */
export interface Folder {
  readonly files: readonly string[];
  /** Names of what it depends on, to run and to develop. */
  readonly packages: readonly string[];
  /** Whether its `.js` files are ES modules. */
  readonly isModule: boolean;
}

/** How tests are written and run. */
interface Runner {
  /** It is one of those of which a package.json means one. */
  readonly isOfNode?: true;
  /** Whether a folder is tested so. */
  suits(folder: Folder): boolean;
  /** Where its test goes, below the folder. */
  file(folder: Folder): string;
  test(request: FirstRequest, seed: string): string;
  /** What runs it. */
  run(file: string): string;
}

const testsOf = ({ files }: Folder, usual: string): string =>
  [usual, 'test', 'tests', '__tests__'].find(name => files.includes(name)) ?? usual;

const has = (name: string) => (folder: Folder) =>
  folder.files.includes('package.json') && folder.packages.includes(name);

/** As JavaScript writes it, in single quotes. */
const text = (value: string): string => `'${value.replaceAll(/['\\]/g, '\\$&')}'`;

/** A credential as JavaScript writes it into its header. */
const carried = (prefix: string, value: string): string => (prefix === '' ? value : `\`${prefix}\${${value}}\``);

/** Runners by name; of those that one package.json may have, the first that suits it counts. */
export const runners: Readonly<Record<string, Runner>> = {
  vitest: {
    isOfNode: true,
    suits: has('vitest'),
    file: folder =>
      `${testsOf(folder, 'test')}/hostdouble.test.${folder.files.includes('tsconfig.json') ? 'ts' : 'js'}`,
    test: (
      { vendor, title, path, credential, header, prefix },
      seed,
    ) => `import { hostdouble } from 'hostdouble/vitest';
import { expect } from 'vitest';

// Each test has a world of its own, which begins as the seed says.
const test = hostdouble({ seed: ${text(seed)} });

test(${text(`${title} answers`)}, async ({ world }) => {
  const headers = { ${text(header)}: ${carried(prefix, `world.credentials.${vendor}.${credential}`)} };
  const reply = await fetch(\`\${world.urls.${vendor}}${path}\`, { headers });
  expect(reply.status).toBe(200);
});
`,
    run: file => `npx vitest run ${file}`,
  },
  jest: {
    isOfNode: true,
    suits: has('jest'),
    file: folder => `${testsOf(folder, 'test')}/hostdouble.test.${folder.isModule ? 'cjs' : 'js'}`,
    test: (request, seed) => `const { createMockServer } = require('hostdouble');
${served(request, seed)}
    expect(reply.status).toBe(200);
  } finally {
    await mock.close();
  }
});
`,
    run: file => `npx jest ${file}`,
  },
  'node:test': {
    isOfNode: true,
    suits: folder => folder.files.includes('package.json'),
    file: folder => `${testsOf(folder, 'test')}/hostdouble.test.mjs`,
    test: (request, seed) => `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMockServer } from 'hostdouble';
${served(request, seed)}
    assert.equal(reply.status, 200);
  } finally {
    await mock.close();
  }
});
`,
    run: file => `node --test ${file}`,
  },
  pytest: {
    suits: ({ files }) =>
      ['pyproject.toml', 'requirements.txt', 'setup.py', 'pytest.ini'].some(name => files.includes(name)),
    file: folder => `${testsOf(folder, 'tests')}/test_hostdouble.py`,
    test: ({
      title,
      path,
      url,
      variable,
      header,
      prefix,
    }) => `"""Run it beside a double: npx --no-install hostdouble exec -- pytest"""
import os
import urllib.request


def test_first_request():
    """${title} answers."""
    request = urllib.request.Request(
        os.environ["${url}"] + "${path}",
        headers={"${header}": ${prefix === '' ? '' : `"${prefix}" + `}os.environ["${variable}"]},
    )
    with urllib.request.urlopen(request) as reply:
        assert reply.status == 200
`,
    run: file => `npx --no-install hostdouble exec -- python -m pytest ${file}`,
  },
  PHPUnit: {
    suits: ({ files }) => files.includes('composer.json'),
    file: folder => `${testsOf(folder, 'tests')}/HostdoubleTest.php`,
    test: ({ title, path, url, variable, header, prefix }) => `<?php

declare(strict_types=1);

use PHPUnit\\Framework\\TestCase;

/** Run it beside a double: npx --no-install hostdouble exec -- vendor/bin/phpunit */
final class HostdoubleTest extends TestCase
{
    /** ${title} answers. */
    public function testFirstRequest(): void
    {
        $header = '${header}: ${prefix}' . getenv('${variable}');
        $context = stream_context_create(['http' => ['header' => $header, 'ignore_errors' => true]]);
        $body = file_get_contents(getenv('${url}') . '${path}', false, $context);
        self::assertStringContainsString(' 200 ', $http_response_header[0]);
        self::assertJson((string) $body);
    }
}
`,
    run: file => `npx --no-install hostdouble exec -- vendor/bin/phpunit ${file}`,
  },
};

/** The part of a JavaScript test that is the same for all: a server in the test's own process, and one request. */
function served({ vendor, title, path, credential, header, prefix }: FirstRequest, seed: string): string {
  return `
test(${text(`${title} answers`)}, async () => {
  const mock = await createMockServer({ seed: ${text(seed)} });
  try {
    const world = await mock.control.worlds.show('default');
    const headers = { ${text(header)}: ${carried(prefix, `world.credentials.${vendor}.${credential}`)} };
    const reply = await fetch(\`\${world.urls.${vendor}}${path}\`, { headers });`;
}
