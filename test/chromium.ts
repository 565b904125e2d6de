import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A browser, and what it needs in its environment. */
export interface Chromium {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The Chromium of the registry, unpacked once for each of its versions beside the other packages: it needs no package of
 * the system. Where the system lacks the libraries of NSS, it finds those that come with it; and it always has a font, for
 * a bare machine has none.
 */
export function unpackedChromium(root: string): Chromium {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8'));
  const folder = join(root, 'node_modules/.cache', `hostdouble-chromium-${version}`);
  if (!existsSync(folder)) unpackTo(folder);
  const path = join(folder, 'chromium');
  const fonts = { FONTCONFIG_FILE: join(folder, 'own-fonts.conf') };
  const bundled = { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023/lib') };
  for (const environment of [fonts, bundled]) {
    const { status } = spawnSync(path, ['--version'], { env: { ...process.env, ...environment }, stdio: 'ignore' });
    if (status === 0) return { path, environment };
  }
  const { stderr, error } = spawnSync(path, ['--version'], { env: { ...process.env, ...bundled }, encoding: 'utf8' });
  throw new Error(`the Chromium of the tests does not start on this machine: ${error?.message ?? stderr}`);
}

/** The package says where it lies by its module alone, which is two folders below it. */
const packageFolder = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../..');

/** Another run may do the same at the same time: each unpacks into a folder of its own, and the first one's is taken. */
function unpackTo(folder: string): void {
  const own = `${folder}.${process.pid}`;
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'own-fonts.conf'), fontsOf(folder));
  // It unpacks into the folder of temporary files, and its libraries on Amazon's Lambda alone: so it is told.
  execFileSync(
    process.execPath,
    ['--input-type=module', '-e', "await (await import('@sparticuz/chromium')).default.executablePath()"],
    {
      cwd: dirname(packageFolder()),
      env: { ...process.env, TMPDIR: own, TMP: own, TEMP: own, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  try {
    renameSync(own, folder);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** The fonts that come with it before those of the system, so that the page looks the same wherever it is tried. */
const fontsOf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
  ${['sans-serif', 'system-ui'].map(name => `<alias binding="same"><family>${name}</family><prefer><family>Open Sans</family></prefer></alias>`).join('\n  ')}
  <alias binding="same"><family>monospace</family><prefer><family>DejaVu Sans Mono</family><family>Liberation Mono</family></prefer></alias>
</fontconfig>
`;
