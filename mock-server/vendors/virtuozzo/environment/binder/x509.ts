import { createPrivateKey, X509Certificate } from 'node:crypto';
import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Instant } from '../../../../domain/clock.js';

/** What a certificate says of itself. */
export interface CertificateFacts {
  /** Host names that it is good for. */
  readonly names: readonly string[];
  readonly issuer: string;
  readonly until: Instant;
}

/** What a certificate says of itself, the first if several stand there; undefined if it cannot be read. */
export function factsOf(cert: string): CertificateFacts | undefined {
  const read = certificateIn(cert);
  if (read === undefined) return undefined;
  const names = (read.subjectAltName ?? '').split(', ').flatMap(name => (name.startsWith('DNS:') ? name.slice(4) : []));
  const subject = partOf(read.subject, 'CN');
  return {
    names: names.length > 0 || subject === undefined ? names : [subject],
    issuer: partOf(read.issuer, 'O') ?? partOf(read.issuer, 'CN') ?? read.issuer,
    until: Date.parse(read.validTo),
  };
}

/** What the members of a call are called that must be a certificate, its key and its chain. */
interface Members {
  readonly key: string;
  readonly cert: string;
  readonly chain: string;
}

/** Refuses a certificate that cannot be read or is not of this key, and a chain that is none, each by its member. */
export function mustFitTogether(cert: string, key: string, chain: string | null, members: Members): void {
  const read = certificateIn(cert);
  if (read === undefined) throw refuse(refusals.invalidParameter, { name: members.cert });
  if (!isKeyOf(read, key)) throw refuse(refusals.invalidParameter, { name: members.key });
  if (chain !== null && !chainIn(chain).every(one => certificateIn(one) !== undefined))
    throw refuse(refusals.invalidParameter, { name: members.chain });
}

/** Whether a key is that of a certificate. */
export function isPair(cert: string, key: string): boolean {
  const read = certificateIn(cert);
  return read !== undefined && isKeyOf(read, key);
}

function certificateIn(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text);
  } catch {
    return undefined;
  }
}

function isKeyOf(certificate: X509Certificate, key: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

/** The certificates of a text, one for each BEGIN line; a text without any is none itself. */
const chainIn = (text: string): string[] => {
  const found = text.split(/(?=-----BEGIN )/).filter(piece => piece.startsWith('-----BEGIN '));
  return found.length > 0 ? found : [text];
};

/** A part of a name as node writes it, one a line: `CN=example.com`. */
const partOf = (name: string, part: string): string | undefined =>
  name
    .split('\n')
    .find(line => line.startsWith(`${part}=`))
    ?.slice(part.length + 1);
