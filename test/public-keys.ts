import { createECDH, createHash } from 'node:crypto';

type Part = string | Uint8Array;

/** Strings behind their lengths. */
const wire = (...parts: readonly Part[]): Buffer =>
  Buffer.concat(
    parts.flatMap(part => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      return [length, Buffer.from(part)];
    }),
  );

/** Bytes as the line of a key. */
export const written = (type: string, bytes: Buffer): string => `${type} ${bytes.toString('base64')} ann@laptop`;
/** A public key of these parts, whether there is one of that type or not. */
export const key = (type: string, ...parts: readonly Part[]): string => written(type, wire(type, ...parts));

/** An odd number of so many bits, a multiple of eight: it has a zero byte before it, or it would be negative. */
export const number = (bits: number): Buffer => {
  const digits = createHash('shake256', { outputLength: bits / 8 }).digest();
  digits.writeUInt8((digits.at(0) ?? 0) | 0x80);
  digits.writeUInt8((digits.at(-1) ?? 0) | 1, digits.length - 1);
  return Buffer.concat([Buffer.alloc(1), digits]);
};

/** A point of a curve whose numbers have so many bytes. */
export function point(curve: string, bytes: number): Buffer {
  const pair = createECDH(curve);
  pair.setPrivateKey(Buffer.concat([Buffer.alloc(bytes - 1), Buffer.of(7)]));
  return pair.getPublicKey();
}
