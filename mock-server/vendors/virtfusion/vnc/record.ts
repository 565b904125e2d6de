import { z } from 'zod';
import { secret } from '../../../../contracts/core/wire.js';
import { count, id, instant } from '../scalars.js';

/** Any that were set down are of this form too. */
const token = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** A token that leads to a server's screen; its id is the token. It is good while the setting has the same turn. */
export const vncToken = z.strictObject({ id: secret(token), serverId: id, turn: count(), made: instant }).readonly();

export type VncToken = z.output<typeof vncToken>;
