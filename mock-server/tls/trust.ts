import { createHash, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { OURS } from './certificates.js';
import { publish, textOf } from './kept-authority.js';

/** Variables by which programs are told whom to trust: Node beside its own list, all others instead of theirs. */
const BESIDE = 'NODE_EXTRA_CA_CERTS';
const INSTEAD = ['SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE'] as const;

/** The environment of a process that trusts an authority of ours. */
export type Trust = Readonly<Record<typeof BESIDE | (typeof INSTEAD)[number], string>>;

const CERTIFICATE = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/**
 * What to set so that the authority of a folder is trusted beside all that is trusted now: what replaces a program's list
 * names a bundle of Node's own list, what these variables name already (such as the authority of a company), and ours.
 */
export function trustIn(folder: string, authority: string, env: NodeJS.ProcessEnv): Trust {
  const others = trustedBy(env);
  const name = others.length === 0 ? 'bundle.pem' : `bundle-${hashOf(others)}.pem`;
  const bundle = publish(folder, name, `${[...rootCertificates, ...others, authority.trim()].join('\n')}\n`);
  const beside = others.length === 0 ? join(folder, 'authority.pem') : bundle;
  return { [BESIDE]: beside, SSL_CERT_FILE: bundle, CURL_CA_BUNDLE: bundle, REQUESTS_CA_BUNDLE: bundle };
}

/** Certificates that an environment trusts beside Node's own list; none of ours, which may be an earlier one. */
function trustedBy(env: NodeJS.ProcessEnv): readonly string[] {
  const known = new Set(rootCertificates.map(bare));
  const found = new Map<string, string>();
  for (const file of new Set([BESIDE, ...INSTEAD].flatMap(name => env[name] || [])))
    for (const [text] of (textOf(file) ?? '').matchAll(CERTIFICATE))
      if (!known.has(bare(text))) found.set(bare(text), text);
  return [...found.values()].filter(text => !isOurs(text));
}

/** The same for the same certificate, however its lines are broken. */
const bare = (text: string): string => text.replaceAll(/-----[^-]+-----|\s/g, '');

function isOurs(text: string): boolean {
  try {
    return new X509Certificate(text).subject.startsWith(`CN=${OURS}`);
  } catch {
    return false;
  }
}

const hashOf = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.map(bare).join()).digest('hex').slice(0, 12);
