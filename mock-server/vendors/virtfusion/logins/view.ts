import { microTime } from '../../../../contracts/core/time.js';
import { SECOND } from '../../../domain/clock.js';
import { LOGIN_TTL } from '../tariff.js';
import type { Login } from './record.js';
import { endOf } from './rules.js';

/** The tokens, and the page of the panel's own host at which they sign in. */
export function login(login: Login) {
  const tokens = { 1: login.first, 2: login.second };
  const endpoint = '/token_authenticate';
  return {
    authentication: {
      tokens,
      endpoint,
      endpoint_complete: `${endpoint}/?1=${tokens[1]}&2=${tokens[2]}`,
      expiry: { ttl: LOGIN_TTL / SECOND, expires: microTime.format(endOf(login)) },
    },
  };
}
