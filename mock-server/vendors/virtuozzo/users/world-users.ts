/** Ids of the two users that every world has: the one behind its credentials, and a stranger. */
export const CALLER = 5886;
export const STRANGER = 5887;

/**
 * Whether a user's way to sign in is one that the world hands out and no call may take away: its first login and password
 * stay good whatever is changed, so that a check never locks its user out.
 */
export const isLasting = (uid: number): boolean => uid === CALLER;
