import { type Lexeme, tokensOf } from './expression-pieces.js';
import {
  called,
  compared,
  InvalidExpression,
  isAlike,
  isMet,
  isSame,
  jsonOf,
  numberOf,
  patternOf,
  plain,
  type Value,
  within,
} from './expression-values.js';
import type { Json } from './json.js';

const MOST_LETTERS = 10_000;
const MOST_DEEP = 30;

/** Reads a condition, or a literal that a script returns, over names that `look` finds. It runs no code. */
export function evaluate(text: string, look: (path: string) => Json | undefined): Value {
  if (text.length > MOST_LETTERS) throw new InvalidExpression();
  return new Reader(tokensOf(text), look).whole();
}

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', undefined],
]);

/** Goes over the tokens once, an operator's level at a time. */
class Reader {
  readonly #tokens: readonly Lexeme[];
  readonly #look: (path: string) => Json | undefined;
  #at = 0;
  #depth = 0;
  /** Above 0 in a part whose value does not count: it is read over. */
  #skipped = 0;

  constructor(tokens: readonly Lexeme[], look: (path: string) => Json | undefined) {
    this.#tokens = tokens;
    this.#look = look;
  }

  whole(): Value {
    const value = this.#any();
    if (this.#at < this.#tokens.length) throw new InvalidExpression();
    return value;
  }

  #any(): Value {
    this.#depth += 1;
    if (this.#depth > MOST_DEEP) throw new InvalidExpression();
    let value = this.#both();
    while (this.#takes('||')) {
      const other = this.#unless(isMet(value), () => this.#both());
      value = isMet(value) ? value : other;
    }
    this.#depth -= 1;
    return value;
  }

  /** The other side of a word like `&&`, which may name what is not there if the first side decides. */
  #unless(isDecided: boolean, read: () => Value): Value {
    this.#skipped += isDecided ? 1 : 0;
    const value = read();
    this.#skipped -= isDecided ? 1 : 0;
    return value;
  }

  #both(): Value {
    let value = this.#equal();
    while (this.#takes('&&')) {
      const other = this.#unless(!isMet(value), () => this.#equal());
      value = isMet(value) ? other : value;
    }
    return value;
  }

  #equal(): Value {
    let value = this.#ordered();
    for (;;) {
      if (this.#takes('===')) value = isSame(value, this.#ordered());
      else if (this.#takes('!==')) value = !isSame(value, this.#ordered());
      else if (this.#takes('==')) value = isAlike(value, this.#ordered());
      else if (this.#takes('!=')) value = !isAlike(value, this.#ordered());
      else return value;
    }
  }

  #ordered(): Value {
    let value = this.#sum();
    for (;;) {
      if (this.#takes('<=')) value = compared(value, this.#sum(), sign => sign <= 0);
      else if (this.#takes('>=')) value = compared(value, this.#sum(), sign => sign >= 0);
      else if (this.#takes('<')) value = compared(value, this.#sum(), sign => sign < 0);
      else if (this.#takes('>')) value = compared(value, this.#sum(), sign => sign > 0);
      else return value;
    }
  }

  #sum(): Value {
    let value = this.#not();
    for (;;) {
      if (this.#takes('+')) {
        const other = this.#not();
        value = typeof value === 'number' && typeof other === 'number' ? value + other : plain(value) + plain(other);
      } else if (this.#takes('-')) value = numberOf(value) - numberOf(this.#not());
      else return value;
    }
  }

  #not(): Value {
    let isNegated = false;
    let count = 0;
    while (this.#takes('!')) {
      isNegated = !isNegated;
      count += 1;
    }
    const value = this.#reached();
    return count === 0 ? value : isNegated ? !isMet(value) : isMet(value);
  }

  /** A value with the members and calls that follow it. */
  #reached(): Value {
    let value = this.#first();
    for (;;) {
      if (this.#takes('.')) {
        const name = this.#next('name').value;
        value = this.#takes('(') ? this.#called(value, name) : this.#within(value, name);
      } else if (this.#takes('[')) {
        const key = plain(this.#any());
        this.#needs(']');
        value = this.#within(value, key);
      } else return value;
    }
  }

  #called(value: Value, name: string): Value {
    const given = this.#list(')');
    return this.#skipped > 0 ? undefined : called(value, name, given);
  }

  #within(value: Value, key: string): Value {
    return this.#skipped > 0 ? undefined : within(value, key);
  }

  #first(): Value {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token === undefined) throw new InvalidExpression();
    switch (token.is) {
      case 'text':
        return token.value;
      case 'number':
        return Number(token.value);
      case 'pattern':
        return patternOf(token.value, token.flags ?? '');
      case 'name':
        if (CONSTANTS.has(token.value)) return CONSTANTS.get(token.value);
        return this.#look(token.value);
      default:
        return this.#enclosed(token.value);
    }
  }

  #enclosed(sign: string): Value {
    if (sign === '[') return this.#list(']').map(jsonOf);
    if (sign === '{') return this.#object();
    if (sign === '-') return -Number(this.#next('number').value);
    if (sign !== '(') throw new InvalidExpression();
    const value = this.#any();
    this.#needs(')');
    return value;
  }

  #list(end: string): Value[] {
    const items: Value[] = [];
    while (!this.#takes(end)) {
      items.push(this.#any());
      if (!this.#takes(',')) {
        this.#needs(end);
        break;
      }
    }
    return items;
  }

  #object(): Json {
    const members: [string, Json][] = [];
    while (!this.#takes('}')) {
      const key = this.#tokens[this.#at];
      this.#at += 1;
      if (key === undefined || (key.is !== 'name' && key.is !== 'text' && key.is !== 'number'))
        throw new InvalidExpression();
      this.#needs(':');
      members.push([key.value, jsonOf(this.#any())]);
      if (!this.#takes(',')) {
        this.#needs('}');
        break;
      }
    }
    return Object.fromEntries(members);
  }

  #takes(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.is !== 'sign' || token.value !== sign) return false;
    this.#at += 1;
    return true;
  }

  #needs(sign: string): void {
    if (!this.#takes(sign)) throw new InvalidExpression();
  }

  #next(is: Lexeme['is']): Lexeme {
    const token = this.#tokens[this.#at];
    if (token?.is !== is) throw new InvalidExpression();
    this.#at += 1;
    return token;
  }
}
