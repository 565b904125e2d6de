import { z } from 'zod';
import { client } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { body, data, flag, id } from '../schemas/common.js';
import { vncSet, vncShown } from '../schemas/server-parts.js';

const one = z.object({ serverId: id() });

export const vnc = defineOperations(routes.vnc, {
  show: {
    summary: 'How to reach the screen',
    docs: page(),
    effect: 'read',
    params: one,
    responses: { 200: data(vncShown) },
    failures: ['notFound'],
    example: { params: { serverId: '1' } },
  },
  set: {
    summary: 'Switch VNC on or off; `action` is the older form, `vnc` the newer',
    docs: page(),
    effect: 'write',
    params: one,
    /** A body with neither is answered and switches nothing: https://github.com/EZSCALE/virtfusion-whmcs-module found so. */
    body: body({ action: z.enum(['enable', 'disable']).optional(), vnc: client(flag()).optional() }),
    responses: { 200: data(vncSet) },
    failures: ['notFound', 'locked'],
    example: { params: { serverId: '1' }, body: { action: 'enable' } },
  },
});
