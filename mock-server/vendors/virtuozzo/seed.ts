import { z } from 'zod';
import { type CloudInit, type CredentialWay, readSettings, takeIssued } from '../../calls/vendor.js';
import { type Micros, toMicros } from '../../domain/money.js';
import { book } from './billing/account/money.js';
import type { Account } from './billing/account/record.js';
import { VirtuozzoCloud } from './cloud.js';
import { hourOf } from './hours.js';
import { tariff } from './tariff.js';
import { CALLER, STRANGER } from './users/world-users.js';

/** More than any platform has to do with; beyond it sums are no longer exact. */
const MOST = 1e12;
const amount = z.number().min(-MOST).max(MOST);
const money = amount.transform(toMicros);

const settingsSchema = z.strictObject({
  /** A host name. */
  platform: z.string().default('paas.example.com'),
  currency: z.string().default(tariff.currency),
  /** Money on the caller's account at the start. */
  balance: money.prefault(tariff.opening),
  bonus: money.prefault(0),
  /** Limits by name. */
  quotas: z.record(z.string(), amount).default({}),
});

/** A platform with its two users and their credentials, before anything happened. */
export function createCloud({ seed, start, issued, settings }: CloudInit): VirtuozzoCloud {
  const read = readSettings(settingsSchema, settings);
  const issuedAs = (way: CredentialWay, name: string): string =>
    issued.find(one => one.way === way && one.name === name)?.value ?? '';
  const cloud = new VirtuozzoCloud(seed, start, { ...read, secret: issuedAs('valid', 'session') });
  const user = (
    id: number,
    way: CredentialWay,
    name: string,
    isOperator: boolean,
    bonus: Micros,
    balance: Micros,
  ): Account => {
    const account = cloud.accounts.add({
      id,
      email: issuedAs(way, 'login'),
      password: issuedAs(way, 'password'),
      name,
      isOperator,
      group: 'billing',
      groupType: 'billing',
      status: 'active',
      createdOn: start,
      statusOn: null,
      funds: { hour: hourOf(start), bonus: 0, balance: 0 },
    });
    if (bonus + balance > 0) book(cloud, id, { kind: 'fund', bonus, balance, note: 'Opening balance', appid: null });
    return account;
  };
  user(CALLER, 'valid', 'Demo User', true, read.bonus, read.balance);
  user(STRANGER, 'otherTenant', 'Stranger', false, 0, toMicros(tariff.opening));
  const sessions = issued.filter(({ scheme }) => scheme === 'session');
  takeIssued(cloud, { issued: sessions, start }, way => (way === 'otherTenant' ? STRANGER : CALLER));
  return cloud;
}
