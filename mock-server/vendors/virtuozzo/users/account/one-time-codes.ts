import { createHmac } from 'node:crypto';
import { type Instant, MINUTE } from '../../../../domain/clock.js';

/** Codes of an authenticator: RFC 6238 with SHA-1, 30 seconds and six digits, as Google Authenticator makes them. */

const STEP = MINUTE / 2;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes, given as hex digits, in base 32: the form in which an authenticator takes a secret. */
export function base32(hex: string): string {
  const bits = [...hex].map(digit => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map(five => ALPHABET[Number.parseInt(five, 2)]).join('');
}

/** The code of a secret, given as hex digits, in the step of an instant. */
export function codeAt(hex: string, at: Instant): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / STEP)));
  const digest = createHmac('sha1', Buffer.from(hex, 'hex')).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return `${(digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000}`.padStart(6, '0');
}

/** Whether a code is that of now or of the step before or after: clocks differ. */
export const isCode = (hex: string, code: string, now: Instant): boolean =>
  [-STEP, 0, STEP].some(difference => code === codeAt(hex, Math.max(0, now + difference)));
