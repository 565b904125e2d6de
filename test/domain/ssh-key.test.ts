import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { contracts } from '../../contracts/index.js';
import { shop } from '../../fixtures/seeds/shop.js';
import { Random } from '../../mock-server/domain/random.js';
import { drawnPublicKey, readPublicKey } from '../../mock-server/domain/ssh-key.js';
import { key, number, point, written } from '../public-keys.js';

const P256 = point('prime256v1', 32);
const beside = Buffer.from(P256.map((byte, index) => (index === P256.length - 1 ? byte ^ 1 : byte)));
const E = Buffer.of(1, 0, 1);
const ED = readPublicKey(drawnPublicKey(new Random(1), { entity: 'key', id: 1, field: 'x' }, ''))?.bytes ?? E;
const POINT = ED.subarray(-32);

const well: Readonly<Record<string, string>> = {
  ed25519: key('ssh-ed25519', POINT),
  'without a comment': `ssh-ed25519 ${ED.toString('base64')}`,
  'with spaces around': `  ssh-ed25519  ${ED.toString('base64')}\tann of the laptop\n`,
  'rsa of 1024 bits': key('ssh-rsa', E, number(1024)),
  'rsa of 4096 bits': key('ssh-rsa', E, number(4096)),
  ecdsa: key('ecdsa-sha2-nistp256', 'nistp256', P256),
  'ecdsa of 384 bits': key('ecdsa-sha2-nistp384', 'nistp384', point('secp384r1', 48)),
  'ecdsa of 521 bits': key('ecdsa-sha2-nistp521', 'nistp521', point('secp521r1', 66)),
  'ed25519 on a token': key('sk-ssh-ed25519@openssh.com', POINT, 'ssh:'),
  'ecdsa on a token': key('sk-ecdsa-sha2-nistp256@openssh.com', 'nistp256', P256, 'ssh:'),
};

const broken: Readonly<Record<string, string>> = {
  nothing: '',
  'a word': 'key',
  'a type alone': 'ssh-ed25519',
  'no base64': 'ssh-ed25519 !!!!',
  'base64 cut off': `ssh-ed25519 ${ED.toString('base64').slice(0, -3)}`,
  'the shortened key of the vendor’s page': 'ssh-rsa AAAAB3NzaC1yc2E...example',
  'letters for bytes': `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'z'.repeat(43)}`,
  'another type inside': written('ssh-rsa', ED),
  'a type that there is not': key('ssh-fun', POINT),
  'a member of all objects': key('constructor', POINT),
  'a point cut short': key('ssh-ed25519', POINT.subarray(1)),
  'bytes left over': written('ssh-ed25519', Buffer.concat([ED, Buffer.of(0, 0, 0, 0)])),
  'a length beyond its end': written('ssh-ed25519', Buffer.concat([ED.subarray(0, 15), Buffer.of(255, 255, 255, 255)])),
  'rsa of 1016 bits': key('ssh-rsa', E, number(1016)),
  'rsa of a negative exponent': key('ssh-rsa', Buffer.of(131), number(2048)),
  'rsa of a negative modulus': key('ssh-rsa', E, number(2048).subarray(1)),
  'rsa without a modulus': key('ssh-rsa', E),
  'ecdsa of another curve': key('ecdsa-sha2-nistp256', 'nistp384', P256),
  'ecdsa beside its curve': key('ecdsa-sha2-nistp256', 'nistp256', beside),
  'ecdsa of a compressed point': key('ecdsa-sha2-nistp256', 'nistp256', P256.subarray(0, 33)),
  'a token without its application': key('sk-ssh-ed25519@openssh.com', POINT),
  'a private key': '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn==\n-----END OPENSSH PRIVATE KEY-----',
};

/** Whether `ssh-keygen -l` reads it; undefined where that program is not installed. */
function listed(text: string): boolean | undefined {
  const { status, error } = spawnSync('ssh-keygen', ['-l', '-f', '-'], { input: `${text.trim()}\n` });
  return error === undefined ? status === 0 : undefined;
}

describe('a public key', () => {
  it.each(Object.entries(well))('is read: %s', (_, text) => {
    expect(readPublicKey(text)?.type).toBe(text.trim().split(' ')[0]);
    expect(listed(text)).not.toBe(false);
  });

  it.each(Object.entries(broken))('is none: %s', (_, text) => {
    expect(readPublicKey(text)).toBeUndefined();
    expect(listed(text)).not.toBe(true);
  });

  it('of DSA is read too, though newer programs do not', () => {
    expect(readPublicKey(key('ssh-dss', number(1024), number(160), number(1024), number(1024)))?.type).toBe('ssh-dss');
    expect(readPublicKey(key('ssh-dss', number(1024), number(160), number(1024)))).toBeUndefined();
  });

  it('that is drawn is the same for the same draw alone', () => {
    const draw = (seed: number, id: number) =>
      drawnPublicKey(new Random(seed), { entity: 'key', id, field: 'x' }, 'ann');
    expect(draw(1, 1)).toBe(draw(1, 1));
    expect(new Set([draw(1, 1), draw(1, 2), draw(2, 1)]).size).toBe(3);
  });
});

const P = 2n ** 255n - 19n;
function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % P];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

/** Whether there is an `x` to a point's `y` (RFC 8032, 5.1.3). */
function isOnEdwards(point: Buffer): boolean {
  const y = BigInt(`0x${Buffer.from(point).reverse().toString('hex')}`) & (2n ** 255n - 1n);
  const d = (P - ((121_665n * power(121_666n, P - 2n)) % P)) % P;
  const square = ((y * y - 1n + P) * power((d * y * y + 1n) % P, P - 2n)) % P;
  return y < P && (square === 0n || power(square, (P - 1n) / 2n) === 1n);
}

describe('keys that this repository gives as keys', () => {
  const KEY = /(?:ssh-|ecdsa-|sk-)[\w@.-]+ +[\w+/=]{20,}/g;
  const now = Date.parse('2025-06-15T09:30:00Z');

  it.each(Object.keys(contracts))('of the shop at %s are keys, each with a point on its curve', async vendor => {
    for (const number of [1, 7]) {
      const keys = JSON.stringify(await shop(vendor, number, now)).match(KEY) ?? [];
      expect(keys.length).toBeGreaterThan(0);
      for (const text of keys) {
        const bytes = readPublicKey(text)?.bytes;
        expect([text, bytes && isOnEdwards(bytes.subarray(-32)), listed(text) ?? true]).toEqual([text, true, true]);
      }
    }
  });

  it.each(Object.entries(contracts))('of the examples of %s are keys', async (_, { load }) => {
    const { entries } = await (await import('../../contracts/core/define-contract.js')).loadContract(await load());
    const examples = JSON.stringify(entries.map(({ operation: { example, checkedWith } }) => [example, checkedWith]));
    for (const text of examples.match(KEY) ?? [])
      expect([text, readPublicKey(text)?.type]).toEqual([text, 'ssh-ed25519']);
  });
});
