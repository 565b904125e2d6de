import type { VirtuozzoCloud } from '../../cloud.js';
import type { Mail } from './record.js';

/** Older mails than so many are forgotten. */
const MOST = 500;

/** Keeps a mail as sent. */
export function sendMail(cloud: VirtuozzoCloud, mail: Omit<Mail, 'id' | 'at'>): void {
  cloud.mails.add({ id: cloud.nextId('mail'), at: cloud.now, ...mail });
  for (const { id } of cloud.mails.all().slice(0, -MOST)) cloud.mails.remove(id);
}
