import type { BetaProgram, BetaRequest } from './record.js';

export const programKey = ({ name }: Pick<BetaProgram, 'name'>): string => name;

/** What requests are looked up by: a user asks once for each program. */
export const requestKey = ({ org, user, program }: Pick<BetaRequest, 'org' | 'user' | 'program'>): string =>
  `${org}/${user}/${program}`;
