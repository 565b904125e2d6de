import { z } from 'zod';
import { secret } from '../../../../contracts/core/wire.js';
import { id, instant } from '../scalars.js';

/** Any that were set down are of this length too. */
const token = z.string().regex(/^.{100}$/);

/** Two tokens that together sign a user in, once. `serverId`: the server that he is brought to. */
export const login = z
  .strictObject({
    id,
    first: secret(token),
    second: secret(token),
    userId: id,
    serverId: id.nullable(),
    made: instant,
    used: instant.nullable(),
  })
  .readonly();

export type Login = z.output<typeof login>;
