import type { z } from 'zod';
import { sqlTime } from '../../../../../contracts/core/time.js';
import type { newToken, token } from '../../../../../contracts/vendors/virtuozzo/users/authentication.js';
import { templates } from '../../catalogue.js';
import type { Token } from './record.js';

/** A token that was just made, with its value. */
export function newTokenView(record: Token): z.output<typeof newToken> {
  const { id, ...rest } = tokenView(record);
  return { id, key: record.value, ...rest };
}

/** A token, without its value. */
export function tokenView(record: Token): z.output<typeof token> {
  const template = templates.find(({ name }) => name === record.template);
  return {
    id: record.id,
    description: record.description,
    ...(record.expiresAt !== null && { expiresAt: sqlTime.format(record.expiresAt) }),
    isSystem: false,
    ...(template !== undefined && { tokenTemplate: template }),
    ...(record.methods !== null && { apiListItems: record.methods.map((method, at) => ({ id: at + 1, method })) }),
  };
}
