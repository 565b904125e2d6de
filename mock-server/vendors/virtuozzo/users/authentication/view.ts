import type { z } from 'zod';
import { sqlTime } from '../../../../../contracts/core/time.js';
import type { token } from '../../../../../contracts/vendors/virtuozzo/users/authentication.js';
import { templates } from '../../catalogue.js';
import type { Token } from './record.js';

/** A token; its value only when it was just made. */
export function tokenView(record: Token, isNew: boolean): z.output<typeof token> {
  const template = templates.find(({ name }) => name === record.template);
  return {
    id: record.id,
    ...(isNew && { key: record.value }),
    description: record.description,
    ...(record.expiresAt !== null && { expiresAt: sqlTime.format(record.expiresAt) }),
    isSystem: false,
    ...(template !== undefined && { tokenTemplate: template }),
    ...(record.methods !== null && { apiListItems: record.methods.map((method, at) => ({ id: at + 1, method })) }),
  };
}
