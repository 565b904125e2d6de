import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { Draw, Random } from './random.js';

/** A public key as OpenSSH writes one: a line of its type, its bytes in base64, and a comment. */
export interface PublicKey {
  readonly type: string;
  readonly bytes: Buffer;
}

/** Fewest and most bits of an RSA modulus that OpenSSH takes. */
const [LEAST_RSA, MOST_RSA] = [1024, 16_384];

type Field = 'number' | 'modulus' | 'ed25519' | 'curve' | 'point' | 'application';

const curves: Readonly<Record<string, { readonly name: string; readonly bytes: number }>> = {
  nistp256: { name: 'P-256', bytes: 32 },
  nistp384: { name: 'P-384', bytes: 48 },
  nistp521: { name: 'P-521', bytes: 66 },
};

/**
 * What follows the type in the bytes of a key, by type: RFC 4253 section 6.6, RFC 5656, RFC 8709, and OpenSSH's
 * PROTOCOL.u2f for keys on a token (`sk-`).
 */
const forms: Readonly<Record<string, readonly Field[]>> = {
  'ssh-ed25519': ['ed25519'],
  'ssh-rsa': ['number', 'modulus'],
  'ssh-dss': ['number', 'number', 'number', 'number'],
  'ecdsa-sha2-nistp256': ['curve', 'point'],
  'ecdsa-sha2-nistp384': ['curve', 'point'],
  'ecdsa-sha2-nistp521': ['curve', 'point'],
  'sk-ssh-ed25519@openssh.com': ['ed25519', 'application'],
  'sk-ecdsa-sha2-nistp256@openssh.com': ['curve', 'point', 'application'],
};

/**
 * Reads a public key, or answers undefined for what `ssh-keygen -l` would not read: another type outside than inside,
 * bytes that are missing or left over, a modulus that is too short, a point that is not on its curve.
 *
 * Our own and not of `sshpk`: that library takes keys cut short or with bytes left over, and knows none of `sk-`.
 */
export function readPublicKey(line: string): PublicKey | undefined {
  const [, type = '', base64 = ''] = /^(\S+)[ \t]+(\S+)(?:[ \t].*)?$/.exec(line.trim()) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  const form = Object.hasOwn(forms, type) ? forms[type] : undefined;
  if (form === undefined || bytes.toString('base64') !== base64) return undefined;
  const [inner, ...values] = stringsIn(bytes, form.length + 1) ?? [];
  if (inner?.toString('latin1') !== type) return undefined;
  const curve = /nistp\d+/.exec(type)?.[0] ?? '';
  return form.every((field, index) => isWell(field, values[index] ?? Buffer.alloc(0), curve))
    ? { type, bytes }
    : undefined;
}

/** So many strings, each behind its length, and nothing after them. */
function stringsIn(bytes: Buffer, count: number): Buffer[] | undefined {
  const found: Buffer[] = [];
  let at = 0;
  while (at + 4 <= bytes.length && found.length < count) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    found.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return at === bytes.length && found.length === count ? found : undefined;
}

function isWell(field: Field, value: Buffer, curve: string): boolean {
  switch (field) {
    case 'ed25519':
      return value.length === 32;
    case 'curve':
      return value.toString('latin1') === curve;
    case 'application':
      return value.length > 0;
    case 'number':
      return bitsOf(value) > 0;
    case 'modulus':
      return bitsOf(value) >= LEAST_RSA && bitsOf(value) <= MOST_RSA;
    case 'point':
      return isOnCurve(value, curve);
  }
}

/** Bits of a positive number, which begins with a zero byte only where its first bit would make it negative; else 0. */
function bitsOf(number: Buffer): number {
  const [first = 0, second = 0] = number;
  if (first >= 0x80 || (first === 0 && second < 0x80)) return 0;
  return (number.length - 1) * 8 + (32 - Math.clz32(first));
}

function isOnCurve(point: Buffer, name: string): boolean {
  const curve = curves[name];
  if (curve === undefined || point[0] !== 4 || point.length !== 1 + 2 * curve.bytes) return false;
  const [x, y] = [point.subarray(1, 1 + curve.bytes), point.subarray(1 + curve.bytes)];
  try {
    const jwk = { kty: 'EC', crv: curve.name, x: x.toString('base64url'), y: y.toString('base64url') };
    return createPublicKey({ key: jwk, format: 'jwk' }).asymmetricKeyType === 'ec';
  } catch {
    return false;
  }
}

/** PKCS 8 around the 32 bytes of a private key of Ed25519 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A public key of Ed25519 whose private half is drawn. */
export function drawnPublicKey(random: Random, draw: Draw, comment: string): string {
  const secret = Buffer.from(random.hex(draw, 64), 'hex');
  const key = createPublicKey(createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' }));
  const point = key.export({ format: 'der', type: 'spki' }).subarray(-32);
  const bytes = Buffer.concat(['ssh-ed25519', point].flatMap(withLength));
  return `ssh-ed25519 ${bytes.toString('base64')} ${comment}`;
}

function withLength(part: string | Buffer): [Buffer, Buffer] {
  const bytes = Buffer.from(part);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}
