import { createHash, createPublicKey, generateKeyPairSync, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import { BitString, Integer, OctetString, Utf8String } from 'asn1js';
import * as pki from 'pkijs';
import { DAY, type Instant } from '../domain/clock.js';
import { bytesOfAddress } from './names.js';

/** A certificate and its key, in PEM. */
export interface KeyedCertificate {
  readonly cert: string;
  readonly key: string;
}

/** Who signs, and for which names it may: `before` is the one whose key, subject and names it goes on with. */
export interface AuthorityWish {
  readonly names: readonly string[];
  readonly machine: string;
  readonly now: Instant;
  readonly before?: KeyedCertificate | undefined;
}

/** An authority lives five years. Clients take no certificate of a server that lives longer than 397 days. */
const [AUTHORITY_DAYS, SERVER_DAYS] = [1826, 397];
/** An authority that lives shorter than what it signs is near its end. */
export const NEAR_END = (SERVER_DAYS + 1) * DAY;
/** Clocks of clients, such as virtual machines, may be behind. */
const BEHIND = DAY;
/** Most names and addresses that one authority may sign for; the oldest are forgotten. */
const MOST_NAMES = 32;
/** What the names of our authorities begin with, and how long a name may be (RFC 5280, appendix A.1). */
export const OURS = 'Hostdouble on ';
const MOST_OF_COMMON_NAME = 64;

/** Numbers of X.509 (RFC 5280): an attribute of a name, extensions, and a use of a key. */
const OID = {
  commonName: '2.5.4.3',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKeyIdentifier: '2.5.29.35',
  extKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
};
const [DIGITAL_SIGNATURE, CERT_SIGN_AND_CRL_SIGN] = [0b1000_0000, 0b0000_0110];
const [DNS_NAME, IP_ADDRESS] = [2, 7] as const;

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };

/** Makes an authority that may sign for these names, and for the names of the one before. */
export async function makeAuthority({ names, machine, now, before }: AuthorityWish): Promise<KeyedCertificate> {
  const key = before?.key ?? newKey();
  const wanted = names.map(subtreeOf);
  const kept = before === undefined ? [] : permittedBy(before).filter(one => !isAmong(one, wanted));
  const permitted = [...wanted, ...kept].slice(0, MOST_NAMES);
  const subject =
    before === undefined ? nameOf(`${OURS}${machine}`.slice(0, MOST_OF_COMMON_NAME)) : read(before).subject;
  const cert = await signed({
    ...{ subject, issuer: subject, key, signer: key, now, days: AUTHORITY_DAYS },
    extensions: [
      extension(OID.basicConstraints, true, new pki.BasicConstraints({ cA: true, pathLenConstraint: 0 }).toSchema()),
      extension(OID.keyUsage, true, new BitString({ valueHex: bytes([CERT_SIGN_AND_CRL_SIGN]), unusedBits: 1 })),
      extension(OID.nameConstraints, true, new pki.NameConstraints({ permittedSubtrees: permitted }).toSchema()),
    ],
  });
  return { cert, key };
}

/** Makes a certificate of a server, and a key that is kept nowhere. */
export async function makeServerCertificate(
  authority: KeyedCertificate,
  names: readonly string[],
  now: Instant,
): Promise<KeyedCertificate> {
  const key = newKey();
  const cert = await signed({
    ...{ subject: nameOf(names[0] ?? ''), issuer: read(authority).subject },
    ...{ key, signer: authority.key, now, days: SERVER_DAYS },
    extensions: [
      extension(OID.keyUsage, true, new BitString({ valueHex: bytes([DIGITAL_SIGNATURE]), unusedBits: 7 })),
      extension(OID.extKeyUsage, false, new pki.ExtKeyUsage({ keyPurposes: [OID.serverAuth] }).toSchema()),
      extension(OID.subjectAltName, false, new pki.AltName({ altNames: names.map(generalName) }).toSchema()),
    ],
  });
  return { cert, key };
}

/** Whether an authority may sign for all these names. */
export function permits(authority: KeyedCertificate, names: readonly string[]): boolean {
  const permitted = permittedBy(authority);
  return names.every(name => isAmong(subtreeOf(name), permitted));
}

interface Content {
  readonly subject: pki.RelativeDistinguishedNames;
  readonly issuer: pki.RelativeDistinguishedNames;
  readonly key: string;
  readonly signer: string;
  readonly now: Instant;
  readonly days: number;
  readonly extensions: readonly pki.Extension[];
}

async function signed({ subject, issuer, key, signer, now, days, extensions }: Content): Promise<string> {
  const certificate = new pki.Certificate();
  const since = now - BEHIND;
  certificate.version = 2; // the third
  certificate.subject = subject;
  certificate.issuer = issuer;
  certificate.notBefore = timeOf(since);
  // Both ends belong to the time in which it is valid (RFC 5280, section 4.1.2.5).
  certificate.notAfter = timeOf(since + days * DAY - 1000);
  certificate.subjectPublicKeyInfo = pki.PublicKeyInfo.fromBER(publicPart(key));
  certificate.extensions = [
    ...extensions,
    extension(OID.subjectKeyIdentifier, false, new OctetString({ valueHex: keyIdentifier(key) })),
    extension(
      OID.authorityKeyIdentifier,
      false,
      new pki.AuthorityKeyIdentifier({
        keyIdentifier: new OctetString({ valueHex: keyIdentifier(signer) }),
      }).toSchema(),
    ),
  ];
  certificate.serialNumber = new Integer({ valueHex: serialOf(publicPart(key), certificate) });
  const signing = await webcrypto.subtle.importKey('pkcs8', privatePart(signer), CURVE, false, ['sign']);
  await certificate.sign(signing, 'SHA-256');
  return pem('CERTIFICATE', Buffer.from(certificate.toSchema(true).toBER()));
}

/** Another one for each certificate of an issuer, as browsers insist: drawn from all that differs between two. */
function serialOf(key: Buffer, { extensions = [], notBefore }: pki.Certificate): ArrayBuffer {
  const hash = createHash('sha256').update(key).update(notBefore.value.toISOString());
  for (const { extnValue } of extensions) hash.update(extnValue.valueBlock.valueHexView);
  const [first = 0, ...rest] = hash.digest().subarray(0, 16);
  return bytes([(first & 0x3f) | 0x40, ...rest]); // positive, and no zero in front
}

const newKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const privatePart = (key: string): ArrayBuffer => bytes(derOf(key));
const publicPart = (key: string): Buffer => createPublicKey(key).export({ type: 'spki', format: 'der' });
const keyIdentifier = (key: string): ArrayBuffer =>
  bytes(createHash('sha256').update(publicPart(key)).digest().subarray(0, 20));

const bytes = (of: Iterable<number>): ArrayBuffer => Uint8Array.from(of).buffer;

const derOf = (text: string): Buffer => Buffer.from(text.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
const read = ({ cert }: KeyedCertificate): pki.Certificate => pki.Certificate.fromBER(derOf(cert));

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function timeOf(instant: Instant): pki.Time {
  const value = new Date(Math.floor(instant / 1000) * 1000);
  return new pki.Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value });
}

const extension = (extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }): pki.Extension =>
  new pki.Extension({ extnID, critical, extnValue: value.toBER() });

const nameOf = (common: string): pki.RelativeDistinguishedNames =>
  new pki.RelativeDistinguishedNames({
    typesAndValues: [new pki.AttributeTypeAndValue({ type: OID.commonName, value: new Utf8String({ value: common }) })],
  });

const generalName = (name: string): pki.GeneralName =>
  isIP(name) === 0
    ? new pki.GeneralName({ type: DNS_NAME, value: name })
    : new pki.GeneralName({ type: IP_ADDRESS, value: new OctetString({ valueHex: bytes(bytesOfAddress(name)) }) });

/** What an authority is let sign so that it may sign for a name: the name and those below it, an address, all of 127.0.0.0/8. */
function subtreeOf(name: string): pki.GeneralSubtree {
  if (isIP(name) === 0) return new pki.GeneralSubtree({ base: generalName(name) });
  const address = [...bytesOfAddress(name)];
  const range =
    address.length === 4 && address[0] === 127 ? [127, 0, 0, 0, 255, 0, 0, 0] : [...address, ...address.map(() => 255)];
  const base = new pki.GeneralName({ type: IP_ADDRESS, value: new OctetString({ valueHex: bytes(range) }) });
  return new pki.GeneralSubtree({ base });
}

function permittedBy(authority: KeyedCertificate): readonly pki.GeneralSubtree[] {
  const found = read(authority).extensions?.find(({ extnID }) => extnID === OID.nameConstraints);
  return found === undefined
    ? []
    : (pki.NameConstraints.fromBER(found.extnValue.valueBlock.valueHexView.slice()).permittedSubtrees ?? []);
}

const written = (subtree: pki.GeneralSubtree): string => Buffer.from(subtree.toSchema().toBER()).toString('hex');
const isAmong = (one: pki.GeneralSubtree, others: readonly pki.GeneralSubtree[]): boolean =>
  others.some(other => written(other) === written(one));
