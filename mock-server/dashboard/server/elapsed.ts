/** Milliseconds since the page was opened, for lengths of time: the page asks for the real time nowhere else. */
export const elapsed = (): number => performance.now();
