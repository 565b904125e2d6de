import type { email as operations } from '../../../../contracts/vendors/virtuozzo/message/email.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { sendMail } from '../users/account/mails.js';

export const handlers = {
  send({ query: { from = null, to, subject, body }, cloud }) {
    sendMail(cloud, { from, to, subject, body });
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
