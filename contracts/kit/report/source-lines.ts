import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locate, SourceLine } from './formats/github.js';

const WORD = /[A-Za-z_]\w*/g;

/** Some lines of a source: a declaration, or what a field holds. */
interface Piece {
  readonly file: string;
  /** Number of the first line, from 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

/**
 * Finds the line of a contract's source that a finding contradicts, where those sources are in the working folder. It
 * follows the finding's path from the operation's responses through the schemas that are named on the way, and ends at the
 * last field that it can follow to.
 */
export function locateIn(folder: string, vendor: string): Locate {
  const files = filesOf(folder, join('contracts', 'vendors', vendor));
  const all = files.flatMap(declarationsIn);
  const groups = all.filter(({ lines }) => lines[0]?.includes('defineOperations('));
  const own = all.filter(one => !groups.includes(one));
  const schemas = [...own, ...files.flatMap(file => renamedIn(file, own))];
  return ({ operation, path }) => {
    const [group = '', name = ''] = operation.split('.');
    const operations = groups.find(one => one.name === group);
    const start = operations && fieldIn(operations, name);
    if (start === undefined) return undefined;
    const whole = reached(fieldIn(start, 'responses') ?? start, schemas);
    let piece = start;
    for (const field of path.match(WORD) ?? []) {
      // What a schema is given by its caller, `paged(row)`, stands where the caller does.
      const near = [...(piece === start ? [] : reached(piece, schemas)), ...whole];
      piece = near.flatMap(one => (one === piece ? [] : (fieldIn(one, field) ?? [])))[0] ?? piece;
    }
    return { file: piece.file, line: piece.line } satisfies SourceLine;
  };
}

function filesOf(folder: string, part: string): Piece[] {
  if (!existsSync(join(folder, part))) return [];
  return readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => ({
      file: join(part, name),
      line: 1,
      lines: readFileSync(join(folder, part, name), 'utf8').split('\n'),
    }));
}

/** One of a file's values. */
interface Declared extends Piece {
  readonly name: string;
}

const declarationsIn = (file: Piece): Declared[] =>
  file.lines.flatMap((text, at) => {
    const name = /^(?:export )?(?:const|function) (\w+)/.exec(text)?.[1];
    return name === undefined ? [] : [{ name, ...blockAt(file, at) }];
  });

/** What a file imports under another name. */
const renamedIn = ({ lines }: Piece, declared: readonly Declared[]): Declared[] =>
  [...lines.join('\n').matchAll(/\b(\w+)\sas\s(\w+)/g)].flatMap(([, from, name = '']) =>
    declared.filter(one => one.name === from).map(one => ({ ...one, name })),
  );

/** A line with those that stand deeper below it, and the one that closes it. */
function blockAt({ file, line, lines }: Piece, at: number): Piece {
  const depth = indentOf(lines[at]);
  const below = lines.slice(at + 1).findIndex(text => text.trim() !== '' && indentOf(text) <= depth);
  return { file, line: line + at, lines: lines.slice(at, below === -1 ? undefined : at + 1 + below) };
}

const indentOf = (text = ''): number => text.length - text.trimStart().length;

function fieldIn(piece: Piece, name: string): Piece | undefined {
  const key = new RegExp(`(?:^|[\\s{,'"])${name}['"]?\\s*(?:[:,]|$)`);
  const at = piece.lines.findIndex(text => !/^\s*(\/\*\*|\*|\/\/)/.test(text) && key.test(text));
  return at === -1 ? undefined : blockAt(piece, at);
}

/** A piece and all that it names, the nearest first. */
function reached(start: Piece, declared: readonly Declared[]): Piece[] {
  const pieces = [start];
  for (const { file, lines } of pieces) {
    const words = new Set(lines.join('\n').match(WORD));
    for (const word of words) {
      const named = declared.filter(({ name }) => name === word);
      const one = named.find(({ file: where }) => where === file) ?? named[0];
      if (one !== undefined && !pieces.includes(one)) pieces.push(one);
    }
  }
  return pieces;
}
