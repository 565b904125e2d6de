import { type Micros, toMicros } from '../../domain/money.js';
import type { Basis, CredentialWay, Settings } from '../../vendor.js';
import { VirtuozzoCloud } from './cloud.js';
import type { Account } from './records.js';
import { tariff } from './tariff.js';
import { hourOf } from './usage.js';

/** Ids of the two users that every world has: the one behind its credentials, and a stranger. */
const CALLER = 5886;
const STRANGER = 5887;

/** A platform with its two users and their credentials, before anything happened. */
export function createCloud({ seed, start, issued, settings }: Basis): VirtuozzoCloud {
  const read = settingsOf(settings);
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
    if (bonus + balance > 0) cloud.book(id, { kind: 'fund', bonus, balance, note: 'Opening balance', appid: null });
    return account;
  };
  user(CALLER, 'valid', 'Demo User', true, read.bonus, read.balance);
  user(STRANGER, 'otherTenant', 'Stranger', false, 0, toMicros(tariff.opening));
  for (const { way, scheme, value } of issued) {
    if (scheme !== 'session') continue;
    cloud.credentials.add({
      scheme,
      value,
      holder: way === 'otherTenant' ? STRANGER : CALLER,
      state: way === 'revoked' ? 'revoked' : 'valid',
      rights: way === 'readonly' ? 'read' : 'all',
      expires: way === 'expired' ? start : null,
    });
  }
  return cloud;
}

/**
 * Settings a story may lay down: `platform` (a host name), `currency`, `balance` and `bonus` (money on the caller's
 * account at the start), `quotas` (limits by name). Throws for one of another type.
 */
function settingsOf(settings: Settings) {
  const {
    platform = 'paas.example.com',
    currency = tariff.currency,
    balance = tariff.opening,
    bonus = 0,
    quotas = {},
  } = settings;
  return {
    platform: textOf('platform', platform),
    currency: textOf('currency', currency),
    balance: toMicros(numberOf('balance', balance)),
    bonus: toMicros(numberOf('bonus', bonus)),
    quotas: Object.fromEntries(
      Object.entries(quotas ?? {}).map(([name, value]) => [name, numberOf(`quotas.${name}`, value)]),
    ),
  };
}

function textOf(name: string, value: unknown): string {
  if (typeof value !== 'string') throw new Error(`the setting "${name}" is a text`);
  return value;
}

function numberOf(name: string, value: unknown): number {
  if (typeof value !== 'number') throw new Error(`the setting "${name}" is a number`);
  return value;
}
