import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locate, SourceLine } from './formats/github.js';

/** A place in the request, `$request.query.page`, stands in the schema of that part. */
const OF_REQUEST = /^\$request\.(params|query|body)/;

const WORD = /[A-Za-z_]\w*/g;

/** Lines of a source that belong together: a declaration, or the value of a field. */
interface Piece {
  readonly file: string;
  /** Number of the first line, from 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

/**
 * Finds the line of a contract's source that a finding contradicts, if the sources are in the folder. It follows the
 * finding's path from the responses of the operation, or from the kind of failure in the dialect where all operations share
 * it, through the schemas that are named there, as far as it can. It goes by indentation, as our formatter writes it, for
 * TypeScript 7 has no API for JavaScript.
 */
export function locateIn(folder: string, vendor: string): Locate {
  const files = filesOf(folder, join('contracts', 'vendors', vendor));
  const all = files.flatMap(declarationsIn);
  const groups = all.filter(({ lines }) => lines[0]?.includes('defineOperations('));
  const own = all.filter(one => !groups.includes(one));
  const schemas = [...own, ...files.flatMap(file => renamedIn(file, own))];
  const failures = files.flatMap(file => failuresIn(file, own))[0];
  return ({ operation, failure, path }) => {
    const [group = '', name = ''] = operation.split('.');
    // A group may stand in several files, each with the routes of the whole.
    const ofGroup = groups.filter(one => one.name === group || one.lines[0]?.includes(`(routes.${group},`));
    const called = ofGroup.map(one => fieldIn(one, name)).find(found => found !== undefined);
    const start = (failure !== null && failures ? fieldIn(failures, failure) : undefined) ?? called;
    if (start === undefined) return undefined;
    const [request, part = 'responses'] = OF_REQUEST.exec(path) ?? [];
    const whole = reached(fieldIn(start, part) ?? start, schemas);
    let piece = start;
    for (const field of path.slice(request?.length).match(WORD) ?? []) {
      // The argument of a schema's function, `paged(row)`, is found where the function is called.
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

/** A declaration with its name. */
interface Declared extends Piece {
  readonly name: string;
}

const declarationsIn = (file: Piece): Declared[] =>
  file.lines.flatMap((text, at) => {
    const name = /^(?:export )?(?:const|function) (\w+)/.exec(text)?.[1];
    return name === undefined ? [] : [{ name, ...blockAt(file, at) }];
  });

/** The failures of a dialect: what the file that defines one gives as its `failures`. */
const failuresIn = (file: Piece, declared: readonly Declared[]): Declared[] => {
  const given = file.lines.map(text => /^\s+failures(?:: (\w+))?,$/.exec(text)).find(match => match !== null);
  if (given === undefined) return [];
  return declared.filter(({ name, file: where }) => where === file.file && name === (given[1] ?? 'failures'));
};

/** Declarations under the names that a file imports them by. */
const renamedIn = ({ lines }: Piece, declared: readonly Declared[]): Declared[] =>
  [...lines.join('\n').matchAll(/\b(\w+)\sas\s(\w+)/g)].flatMap(([, from, name = '']) =>
    declared.filter(one => one.name === from).map(one => ({ ...one, name })),
  );

/** A line, the deeper ones below it, and the one that closes it. */
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

/** A piece and all declarations that it names, directly or through others, the nearest first. */
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
