import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { assumed } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { secret } from '../../../../core/wire.js';
import { done, ok, password, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { authConfig } from '../person.js';

/** The dashboard shows the secret as a picture and as text. No source prints the names of these members. */
const config = z.strictObject({ ...ok, authConfig: assumed(authConfig), secret: assumed(secret(z.string())) });

const codes = z.strictObject({ ...ok, codes: assumed(secret(z.array(z.string()))) });

const query = z.object({ ...target, password });

nameSchemas({ Config: config, Codes: codes, TwoFactorQuery: query });

/** The second factor of the user who calls: codes of an authenticator (RFC 6238), or backup codes. */
export const twoFactor = defineOperations(routes.users, {
  get2faConfig: {
    summary: 'The secret to give to an authenticator, and whether the second factor is on.',
    docs: docs.twoFactor,
    evidence: 'client',
    effect: 'read',
    auth: 'session',
    query,
    responses: { 200: config },
    checkedWith: { query: { password: '{password}' } },
  },
  enable2fa: {
    summary: 'Turns the second factor on with a code of the authenticator.',
    docs: docs.twoFactor,
    evidence: 'client',
    effect: 'write',
    auth: 'session',
    query: z.object({ ...target, password, code: secret(z.string().min(1).max(64)) }),
    responses: { 200: done },
    example: { query: { code: '123456', password: 'demo' } },
    checkedWith: { query: { password: '{password}' } },
  },
  disable2fa: {
    summary: 'Turns the second factor off.',
    docs: docs.twoFactor,
    evidence: 'client',
    effect: 'write',
    auth: 'session',
    query,
    responses: { 200: done },
    example: { query: { password: 'demo' } },
    checkedWith: { query: { password: '{password}' } },
  },
  get2faBackupCodes: {
    summary: 'The backup codes that are left; each is good for one sign-in.',
    docs: docs.twoFactor,
    evidence: 'client',
    effect: 'read',
    auth: 'session',
    query,
    responses: { 200: codes },
    failures: ['conflict'],
    checkedWith: { query: { password: '{password}' } },
  },
  regenerate2faBackupCodes: {
    summary: 'Makes new backup codes; the old ones are good for nothing.',
    docs: docs.twoFactor,
    evidence: 'client',
    effect: 'write',
    auth: 'session',
    query,
    responses: { 200: codes },
    failures: ['conflict'],
    example: { query: { password: 'demo' } },
    checkedWith: { query: { password: '{password}' } },
  },
});
