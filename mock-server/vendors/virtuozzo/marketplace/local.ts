import type { Json } from './json.js';

/** Names of one event or custom action: `this`, and the items of the loops around. */
export interface Local {
  this: Json;
  readonly items: ReadonlyMap<string, Json>;
}

/** Ends all actions: what `return`, a script or `stopEvent` said. */
export class Ended extends Error {
  readonly said: Json;

  constructor(said: Json) {
    super('ended');
    this.said = said;
  }
}
