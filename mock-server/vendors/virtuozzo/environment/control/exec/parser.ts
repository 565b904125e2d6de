import { type ShellToken, SyntaxProblem, tokensOf, type Word } from './lexer.js';

/** Where a command's output goes, or its input comes from. */
export type Redirect =
  | { readonly of: 'out' | 'err' | 'both' | 'in'; readonly how: 'over' | 'append'; readonly to: Word }
  | { readonly of: 'out' | 'err'; readonly how: 'join' };

export interface Command {
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

/** Commands of which each reads what the one before it printed. */
export interface Pipeline {
  readonly commands: readonly Command[];
  /** Run it always, or only if what ran before it has succeeded or failed. */
  readonly when: 'always' | 'success' | 'failure';
  /** Whether something hangs on how it ends. */
  readonly isAsked: boolean;
}

/** Words that open what this shell does not have. */
const COMPOUND = ['if', 'for', 'while', 'until', 'case', 'function', 'select', '{', '[['];

const plain = (word: Word): string | undefined => {
  const [only] = word;
  return word.length === 1 && only?.kind === 'text' && !only.isQuoted ? only.text : undefined;
};

/** The pipelines of a text in their order. Throws `SyntaxProblem` for what this shell does not understand. */
export function pipelinesOf(text: string): Pipeline[] {
  const pipelines: Pipeline[] = [];
  let when: Pipeline['when'] = 'always';
  let commands: Command[] = [];
  let [words, redirects]: [Word[], Redirect[]] = [[], []];
  const endCommand = (sign: string): void => {
    if (words.length === 0 && redirects.length === 0) {
      if (sign !== ';' || commands.length > 0 || when !== 'always') throw new SyntaxProblem(sign);
      return;
    }
    const name = words[0] && plain(words[0]);
    if (name !== undefined && COMPOUND.includes(name)) throw new SyntaxProblem(name);
    commands.push({ words, redirects });
    [words, redirects] = [[], []];
  };
  const endPipeline = (sign: ';' | '&&' | '||'): void => {
    endCommand(sign);
    if (commands.length > 0) pipelines.push({ commands, when, isAsked: sign !== ';' });
    commands = [];
    when = sign === '&&' ? 'success' : sign === '||' ? 'failure' : 'always';
  };
  const tokens: (ShellToken | undefined)[] = tokensOf(text);
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind === 'word') words.push(token.word);
    else if (token?.kind === 'sign') token.sign === '|' ? endCommand('|') : endPipeline(token.sign);
    else if (token?.how === 'join') {
      if (token.of === 'out' || token.of === 'err') redirects.push({ of: token.of, how: 'join' });
    } else if (token !== undefined) {
      at += 1;
      const target = tokens[at];
      if (target?.kind !== 'word') throw new SyntaxProblem('newline');
      redirects.push({ of: token.of, how: token.how, to: target.word });
    }
  }
  endPipeline(';');
  return pipelines;
}
