import { sessions } from './sessions.js';
import { tokens } from './tokens.js';

/** users.authentication: sessions and personal access tokens. */
export const authentication = { ...sessions, ...tokens };
