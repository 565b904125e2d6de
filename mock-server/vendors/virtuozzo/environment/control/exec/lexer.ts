/** A piece of a word: what is written, or what is put in its place when the command runs. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly isQuoted: boolean }
  | {
      readonly kind: 'variable';
      readonly name: string;
      /** What to put there if it is not set or empty. */
      readonly otherwise: string | null;
      readonly isQuoted: boolean;
    }
  | { readonly kind: 'command'; readonly text: string; readonly isQuoted: boolean };

export type Word = readonly Piece[];

export type ShellToken =
  | { readonly kind: 'word'; readonly word: Word }
  | { readonly kind: 'sign'; readonly sign: '&&' | '||' | ';' | '|' }
  | { readonly kind: 'redirect'; readonly of: 'out' | 'err' | 'both' | 'in'; readonly how: 'over' | 'append' | 'join' };

/** A text that is no command of this shell. */
export class SyntaxProblem extends Error {}

const NAME = /^[A-Za-z_]\w*/;
const SPECIAL = /^[?#@*0-9]/;
const REDIRECT = /^(&>|[012]?>>|[012]?>&[12]|[012]?>|<)/;

/** Reads a command's text from left to right; what is quoted is never taken for a sign. */
class Lexer {
  readonly #text: string;
  #at = 0;
  readonly #tokens: ShellToken[] = [];
  #pieces: Piece[] | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  tokens(): ShellToken[] {
    while (this.#at < this.#text.length) this.#step();
    this.#endWord();
    return this.#tokens;
  }

  #step(): void {
    const rest = this.#text.slice(this.#at, this.#at + 4);
    const [first = ''] = rest;
    if (first === '\n' || first === ';' || /^&(?![&>])/.test(rest)) return this.#sign(';', 1);
    if (/\s/.test(first)) return this.#skip(1);
    if (first === '#' && this.#pieces === null) return this.#comment();
    if (rest.startsWith('&&')) return this.#sign('&&', 2);
    if (rest.startsWith('||')) return this.#sign('||', 2);
    if (first === '|') return this.#sign('|', 1);
    if (first === '(' || first === ')' || rest.startsWith('<<')) throw new SyntaxProblem(first);
    const redirect = REDIRECT.exec(rest)?.[0];
    if (redirect !== undefined && (this.#pieces === null || !/^\d/.test(redirect))) return this.#redirect(redirect);
    this.#pieces ??= [];
    if (first === "'") return this.#single();
    if (first === '"') return this.#double();
    if (first === '\\') return this.#escaped();
    if (first === '$' || first === '`') return this.#expansion(false);
    this.#add(first, false);
    this.#at += 1;
  }

  #skip(length: number): void {
    this.#endWord();
    this.#at += length;
  }

  #sign(sign: '&&' | '||' | ';' | '|', length: number): void {
    this.#skip(length);
    this.#tokens.push({ kind: 'sign', sign });
  }

  #comment(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  #redirect(written: string): void {
    this.#skip(written.length);
    const isError = written.startsWith('2');
    const of = written === '<' ? 'in' : written === '&>' ? 'both' : isError ? 'err' : 'out';
    const how = written.includes('>&') ? 'join' : written.endsWith('>>') ? 'append' : 'over';
    this.#tokens.push({ kind: 'redirect', of, how });
  }

  #single(): void {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end < 0) throw new SyntaxProblem("'");
    this.#add(this.#text.slice(this.#at + 1, end), true);
    this.#at = end + 1;
  }

  #double(): void {
    this.#add('', true);
    this.#at += 1;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) throw new SyntaxProblem('"');
      if (char === '"') break;
      if (char === '$' || char === '`') {
        this.#expansion(true);
        continue;
      }
      const next = this.#text[this.#at + 1] ?? '';
      const isEscape = char === '\\' && '$`"\\\n'.includes(next) && next !== '';
      this.#add(isEscape ? next.replace('\n', '') : char, true);
      this.#at += isEscape ? 2 : 1;
    }
    this.#at += 1;
  }

  #escaped(): void {
    const next = this.#text[this.#at + 1] ?? '\\';
    if (next !== '\n') this.#add(next, true);
    this.#at += 2;
  }

  #expansion(isQuoted: boolean): void {
    const rest = this.#text.slice(this.#at + 1);
    if (this.#text[this.#at] === '`') {
      const end = rest.indexOf('`');
      if (end < 0) throw new SyntaxProblem('`');
      this.#piece({ kind: 'command', text: rest.slice(0, end), isQuoted }, end + 2);
    } else if (rest.startsWith('(')) {
      const end = endOfBrackets(rest);
      this.#piece({ kind: 'command', text: rest.slice(1, end), isQuoted }, end + 2);
    } else if (rest.startsWith('{')) {
      const end = rest.indexOf('}');
      const inside = /^(\w+|[?#@*])(?::?-(.*))?$/s.exec(rest.slice(1, end));
      if (end < 0 || inside === null) throw new SyntaxProblem(`$${rest.slice(0, 12)}`);
      this.#piece({ kind: 'variable', name: inside[1] ?? '', otherwise: inside[2] ?? null, isQuoted }, end + 2);
    } else {
      const name = (NAME.exec(rest) ?? SPECIAL.exec(rest))?.[0];
      if (name !== undefined) this.#piece({ kind: 'variable', name, otherwise: null, isQuoted }, name.length + 1);
      else {
        this.#add('$', isQuoted);
        this.#at += 1;
      }
    }
  }

  #piece(piece: Piece, length: number): void {
    this.#pieces = [...(this.#pieces ?? []), piece];
    this.#at += length;
  }

  #add(text: string, isQuoted: boolean): void {
    this.#pieces ??= [];
    const last = this.#pieces.at(-1);
    if (last?.kind === 'text' && last.isQuoted === isQuoted)
      this.#pieces.splice(-1, 1, { ...last, text: last.text + text });
    else this.#pieces.push({ kind: 'text', text, isQuoted });
  }

  #endWord(): void {
    if (this.#pieces !== null) this.#tokens.push({ kind: 'word', word: this.#pieces });
    this.#pieces = null;
  }
}

/** Where the bracket closes that a text begins with; quotes inside are passed over. */
function endOfBrackets(text: string): number {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === '\\') at += 1;
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  throw new SyntaxProblem('(');
}

export const tokensOf = (text: string): ShellToken[] => new Lexer(text).tokens();
