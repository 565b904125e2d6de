import { z } from 'zod';
import { client } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { body, data, flag, id } from '../schemas/common.js';
import { vncSet, vncShown } from '../schemas/server-parts.js';

const one = z.object({ serverId: id() });

export const vnc = defineOperations({
  show: {
    method: 'GET',
    path: '/servers/{serverId}/vnc',
    summary: 'How to reach the screen',
    docs: page(),
    effect: 'read',
    params: one,
    responses: { 200: data(vncShown) },
    failures: ['notFound'],
  },
  set: {
    method: 'POST',
    path: '/servers/{serverId}/vnc',
    summary: 'Switch VNC on or off; `action` is the older form, `vnc` the newer',
    docs: page(),
    effect: 'write',
    params: one,
    /** A body with neither is answered and switches nothing: https://github.com/EZSCALE/virtfusion-whmcs-module found so. */
    body: body({ action: z.enum(['enable', 'disable']).optional(), vnc: client(flag()).optional() }),
    responses: { 200: data(vncSet) },
    failures: ['notFound', 'locked'],
  },
});
