import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { KeyedCertificate } from './certificates.js';
import { reasonOf, TlsError } from './tls-error.js';

/** The certificate (with those between it and its authority, if any) and the key in two files. */
export function readCertificate(certFile: string, keyFile: string): KeyedCertificate {
  const given = { cert: textIn('--tls-cert', certFile), key: textIn('--tls-key', keyFile) };
  checkCertificate(given, `--tls-cert: ${certFile}`, `--tls-key: ${keyFile}`);
  return given;
}

/** Throws for what is no certificate, no key, or not the key of the certificate; `cert` and `key` say where they are from. */
export function checkCertificate(given: KeyedCertificate, cert: string, key: string): void {
  const known = orSaid(`${cert} holds no certificate in PEM`, () => new X509Certificate(given.cert));
  if (/-----BEGIN ENCRYPTED|^Proc-Type:.*ENCRYPTED/m.test(given.key))
    throw new TlsError(`${key} is encrypted; give a key that needs no passphrase`);
  const own = orSaid(`${key} holds no private key in PEM`, () => createPrivateKey(given.key));
  if (!known.checkPrivateKey(own)) throw new TlsError(`${key} is not the key of the certificate (${cert})`);
  // Of a chain the first must be the server's; and OpenSSL takes no keys that are too weak.
  orSaid(`${cert} cannot be served with`, () => createSecureContext({ ...given, minVersion: 'TLSv1.2' }));
}

const textIn = (flag: string, file: string): string =>
  orSaid(`${flag}: ${file} cannot be read`, () => readFileSync(file, 'utf8'));

function orSaid<T>(sentence: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new TlsError(`${sentence} (${reasonOf(error)})`);
  }
}
