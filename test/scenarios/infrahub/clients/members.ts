import { expect } from 'vitest';
import { naiveTime } from '../../../../contracts/core/time.js';

/** Types of the members that a typed client reads. */
export const text = expect.any(String);
export const number = expect.any(Number);
export const flag = expect.any(Boolean);
export const list = expect.any(Array);
export const integer = expect.toSatisfy(Number.isSafeInteger);
export const textOrNull = expect.toSatisfy((value: unknown) => value === null || typeof value === 'string');

/** Without a zone: the vendor's own Go client, on which its Terraform provider and CSI driver stand, reads nothing else. */
export const dateTime = expect.toSatisfy(
  (value: unknown) => typeof value === 'string' && naiveTime.parse(value) !== undefined,
);
