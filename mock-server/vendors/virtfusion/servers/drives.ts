/** `a` for the first disk. */
export const driveOf = (index: number): string => 'abcdefghijklmnopqrstuvwxyz'.charAt(index - 1);
