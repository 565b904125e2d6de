import type { VirtuozzoCloud } from '../../cloud.js';
import { isCode } from './one-time-codes.js';
import { changePerson, personOf } from './person.js';

const CODES = 10;

/** The secret of a user's authenticator, as hex digits: 80 bits. It stays the same until the second factor is turned off. */
export function secretOf(cloud: VirtuozzoCloud, uid: number): string {
  const id = `${cloud.settings.secret}/${uid}/${personOf(cloud, uid).secretTurn}`;
  return cloud.random.hex({ entity: 'secondFactor', id, field: 'secret' }, 20);
}

/** Backup codes that nobody has seen yet. */
export function newBackupCodes(cloud: VirtuozzoCloud): string[] {
  const id = `${cloud.settings.secret}/${cloud.nextId('backupCodes')}`;
  return Array.from({ length: CODES }, (_, at) =>
    cloud.random.hex({ entity: 'secondFactor', id, field: `code ${at}` }, 8),
  );
}

/** Whether a code opens a session now. A backup code is good once. */
export function takesCode(cloud: VirtuozzoCloud, uid: number, code: string): boolean {
  if (isCode(secretOf(cloud, uid), code, cloud.now)) return true;
  const { backupCodes } = personOf(cloud, uid);
  if (!backupCodes.includes(code)) return false;
  changePerson(cloud, uid, { backupCodes: backupCodes.filter(known => known !== code) });
  return true;
}
