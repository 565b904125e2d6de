import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { users as operations } from '../../../../../contracts/vendors/virtuozzo/users/account/operations.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { hourOf } from '../../hours.js';
import { endSessions } from '../authentication/sessions.js';
import { personView } from '../person-view.js';
import { sendMail } from './mails.js';
import { base32, isCode } from './one-time-codes.js';
import {
  accountNamed,
  accountOf,
  changePerson,
  isPassword,
  mustBeNewEmail,
  mustKnowPassword,
  mustOperate,
  personOf,
} from './person.js';
import type { SshKey } from './record.js';
import { newBackupCodes, secretOf } from './second-factor.js';
import { addSshKey } from './ssh-keys.js';

export const handlers = {
  getUserInfo({ cloud, caller }) {
    return { status: 200, body: { result: 0, ...personView(cloud, cloud.accounts.need(caller.holder)) } };
  },

  getUserInfoInner({ query, cloud, caller }) {
    mustOperate(cloud, caller);
    return { status: 200, body: { result: 0, ...personView(cloud, accountNamed(cloud, query.login)) } };
  },

  checkUser({ query, cloud }) {
    accountNamed(cloud, query.login);
    return { status: 200, body: { result: 0 } };
  },

  addAccount({ query, cloud, caller }) {
    mustOperate(cloud, caller);
    const { email, password, name = '', notify } = query;
    mustBeNewEmail(cloud, email);
    const hour = hourOf(cloud.now);
    cloud.accounts.add({
      ...{ id: cloud.nextId('user'), email, password, name, isOperator: false },
      ...{ group: 'trial', groupType: 'trial', status: 'active', createdOn: cloud.now, statusOn: null },
      funds: { hour, bonus: 0, balance: 0 },
    });
    if (notify) sendMail(cloud, { from: null, to: email, subject: 'Welcome', body: 'Your account was made.' });
    return { status: 200, body: { result: 0 } };
  },

  recoverPassword({ query, cloud }) {
    const { email } = query;
    if (accountOf(cloud, email) === undefined) throw refuse(refusals.noEmail, { email });
    sendMail(cloud, { from: null, to: email, subject: 'Password reset', body: 'Follow the link to set a password.' });
    return { status: 200, body: { result: 0 } };
  },

  changePassword({ query, cloud, caller }) {
    const account = cloud.accounts.need(caller.holder);
    if (!isPassword(cloud, account, query.oldPassword)) throw refuse(refusals.wrongPassword);
    changePerson(cloud, account.id, { password: query.newPassword });
    if (query.invalidateSessions)
      endSessions(cloud, ({ uid, value }) => uid === account.id && value !== caller.credential.value);
    return { status: 200, body: { result: 0 } };
  },

  changeName({ query, cloud, caller }) {
    changePerson(cloud, caller.holder, { name: query.name });
    return { status: 200, body: { result: 0 } };
  },

  changeEmail({ query, cloud }) {
    const { email } = query;
    mustBeNewEmail(cloud, email);
    sendMail(cloud, { from: null, to: email, subject: 'New address', body: 'Follow the link to confirm the address.' });
    return { status: 200, body: { result: 0 } };
  },

  setUserData({ query, cloud, caller }) {
    changePerson(cloud, caller.holder, { data: query.data });
    return { status: 200, body: { result: 0 } };
  },

  addSshKey({ query, cloud, caller }) {
    const { title, sshKey: value, isPrivate = false } = query;
    const key = addSshKey(cloud, { uid: caller.holder, title, value: value.trim(), isPrivate });
    return { status: 200, body: { result: 0, key: keyView(key) } };
  },

  getSshKeys({ query, cloud, caller }) {
    const keys = cloud.sshKeys
      .filter(({ uid, isPrivate }) => uid === caller.holder && isPrivate === (query.isPrivate ?? isPrivate))
      .map(keyView);
    return { status: 200, body: { result: 0, keys } };
  },

  deleteSshKey({ query, cloud, caller }) {
    if (cloud.sshKeys.get(query.id)?.uid !== caller.holder)
      throw refuse(refusals.noObject, { what: 'ssh key', name: query.id });
    cloud.sshKeys.remove(query.id);
    return { status: 200, body: { result: 0 } };
  },

  get2faConfig({ query, cloud, caller }) {
    mustKnowPassword(cloud, caller, query.password);
    const { hasSecondFactor } = personOf(cloud, caller.holder);
    const authConfig = { type: 'TOTP', isActive: hasSecondFactor, isConfigured: hasSecondFactor };
    return { status: 200, body: { result: 0, authConfig, secret: base32(secretOf(cloud, caller.holder)) } };
  },

  enable2fa({ query, cloud, caller }) {
    mustKnowPassword(cloud, caller, query.password);
    if (!isCode(secretOf(cloud, caller.holder), query.code, cloud.now)) throw refuse(refusals.wrongLogin);
    if (!personOf(cloud, caller.holder).hasSecondFactor)
      changePerson(cloud, caller.holder, { hasSecondFactor: true, backupCodes: newBackupCodes(cloud) });
    return { status: 200, body: { result: 0 } };
  },

  disable2fa({ query, cloud, caller }) {
    mustKnowPassword(cloud, caller, query.password);
    const { hasSecondFactor, secretTurn } = personOf(cloud, caller.holder);
    if (hasSecondFactor)
      changePerson(cloud, caller.holder, { hasSecondFactor: false, secretTurn: secretTurn + 1, backupCodes: [] });
    return { status: 200, body: { result: 0 } };
  },

  get2faBackupCodes({ query, cloud, caller }) {
    mustKnowPassword(cloud, caller, query.password);
    const { hasSecondFactor, backupCodes } = personOf(cloud, caller.holder);
    if (!hasSecondFactor) throw refuse(refusals.noSecondFactor);
    return { status: 200, body: { result: 0, codes: [...backupCodes] } };
  },

  regenerate2faBackupCodes({ query, cloud, caller }) {
    mustKnowPassword(cloud, caller, query.password);
    if (!personOf(cloud, caller.holder).hasSecondFactor) throw refuse(refusals.noSecondFactor);
    const codes = newBackupCodes(cloud);
    changePerson(cloud, caller.holder, { backupCodes: codes });
    return { status: 200, body: { result: 0, codes } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** A private key is never shown again. */
const keyView = ({ id, title, value, isPrivate }: SshKey) => ({ id, title, ...(!isPrivate && { publicKey: value }) });
