import { createHash } from 'node:crypto';
import type { Random } from '../../../domain/random.js';
import type { Json } from './json.js';

/** Version of the engine, which is that of the platform. */
export const ENGINE_VERSION = '8.0.2';

export const hashed = (by: 'md5' | 'base64', text: string): string =>
  by === 'md5' ? createHash('md5').update(text).digest('hex') : Buffer.from(text).toString('base64');

const [LEAST, MOST] = [1_000_000, 9_999_999];

/** The functions of placeholders. Each draw is another: it is drawn from the run and how many it has drawn. */
export class Functions {
  readonly #random: Random;
  readonly #run: string;
  #drawn = 0;

  constructor(random: Random, run: string) {
    this.#random = random;
    this.#run = run;
  }

  call(name: string, given: readonly string[]): Json | undefined {
    const [first = '', second = ''] = given.map(text => text.trim());
    switch (name) {
      case 'password':
        return this.#random.letters(this.#draw(), lengthOf(first));
      case 'uuid':
        return this.#random.uuid(this.#draw());
      case 'random':
        return this.#number(first, second);
      case 'md5':
      case 'base64':
        return hashed(name, given.join(','));
      case 'compareEngine':
        return comparedVersions(ENGINE_VERSION, first);
      case 'compare':
        return comparedVersions(first, second);
      default:
        return undefined;
    }
  }

  #draw() {
    this.#drawn += 1;
    return { entity: 'manifest', id: this.#run, field: `fn${this.#drawn}` };
  }

  #number(first: string, second: string): number {
    const [low, high] =
      second === '' ? (first === '' ? [LEAST, MOST] : [0, whole(first)]) : [whole(first), whole(second)];
    return this.#random.integer(this.#draw(), Math.min(low, high), Math.max(low, high));
  }
}

const whole = (text: string): number => (/^-?\d{1,9}$/.test(text) ? Number(text) : 0);

const lengthOf = (text: string): number => Math.min(100, Math.max(1, text === '' ? 10 : whole(text)));

/** -1, 0 or 1, number by number. */
function comparedVersions(one: string, other: string): number {
  const numbersOf = (version: string): number[] => version.split('.').slice(0, 10).map(whole);
  const [left, right] = [numbersOf(one), numbersOf(other)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}
