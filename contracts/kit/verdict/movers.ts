/**
 * Who moved, where the contract and an answer differ. `endpoint`: it answered otherwise before. `contract`: it was never sure
 * of that place. `between`: something on the way, for it is the same whatever is asked. `account`: this one lacks a right,
 * a product, money or data. `unknown`: nothing that was seen tells.
 */
export const movers = ['endpoint', 'contract', 'between', 'account', 'unknown'] as const;
export type Mover = (typeof movers)[number];
