import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { client } from '../../core/evidence.js';
import { defineOperations } from '../../core/operation.js';
import { secret, uuid } from '../../core/wire.js';
import { aServer, body, data, flag, serverParams, unseen } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

const vncAccess = z.strictObject({
  ip: z.string(),
  hostname: unseen.text,
  port: z.int(),
  password: secret(z.string()),
  /** A path of the panel's own host. The token changes with each change of the setting. */
  wss: secret(z.strictObject({ token: uuid, url: z.string().regex(/^\/vnc\/\?token=/) })),
  enabled: z.boolean(),
});

/** How to reach the server's screen. */
const vncShown = z.strictObject({ vnc: vncAccess });

const vncSet = z.strictObject({ vnc: vncAccess, queueId: z.int().nullable() });

nameSchemas({ VncAccess: vncAccess, Vnc: vncShown, VncSet: vncSet });

export const vnc = defineOperations(routes.vnc, {
  show: {
    summary: 'How to reach the screen',
    docs: page(),
    effect: 'read',
    params: serverParams,
    responses: { 200: data(vncShown) },
    failures: ['notFound'],
    example: { params: aServer },
  },
  set: {
    summary: 'Switch VNC on or off; `action` is the older form, `vnc` the newer',
    docs: page(),
    effect: 'write',
    params: serverParams,
    /** A body with neither is answered and switches nothing: https://github.com/EZSCALE/virtfusion-whmcs-module found so. */
    body: body({ action: z.enum(['enable', 'disable']).optional(), vnc: client(flag()).optional() }),
    responses: { 200: data(vncSet) },
    failures: ['notFound', 'locked'],
    example: { params: aServer, body: { action: 'enable' } },
  },
});
