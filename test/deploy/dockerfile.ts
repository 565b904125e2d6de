import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder that an image is built from. */
export const context = fileURLToPath(new URL('../..', import.meta.url));

export interface Instruction {
  readonly word: string;
  /** What follows it, in one line. */
  readonly rest: string;
}

export interface Stage {
  readonly base: string;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

/** The stages of a Dockerfile, in order. */
export function stagesOf(text: string): readonly Stage[] {
  const lines = text.replaceAll(/^\s*#.*\n/gm, '').replaceAll(/\s*\\\n\s*/g, ' ');
  const stages: (Stage & { readonly instructions: Instruction[] })[] = [];
  for (const [, word = '', rest = ''] of lines.matchAll(/^([A-Za-z]+)[ \t]+(.*)$/gm)) {
    const [base = '', , name] = rest.split(/\s+/);
    if (word === 'FROM') stages.push({ base, name, instructions: [] });
    else stages.at(-1)?.instructions.push({ word, rest });
  }
  return stages;
}

/** That of this repository. */
export const stages = stagesOf(readFileSync(`${context}Dockerfile`, 'utf8'));

/** A stage by its name; without one, the last: what becomes the image. */
export function stageNamed(name?: string): Stage {
  const found = name === undefined ? stages.at(-1) : stages.find(stage => stage.name === name);
  if (found === undefined) throw new Error(`the Dockerfile has no stage ${name}`);
  return found;
}

/** What follows a word in a stage, each time it stands there. */
export const restsOf = ({ instructions }: Stage, word: string): readonly string[] =>
  instructions.filter(one => one.word === word).map(({ rest }) => rest);

export interface Copy {
  /** The stage that it is from; else it is from the context. */
  readonly from: string | undefined;
  readonly owner: string | undefined;
  readonly sources: readonly string[];
  readonly target: string;
}

/** What an instruction `COPY` says. */
export function copyOf(rest: string): Copy {
  const words = rest.split(/\s+/);
  const flag = (name: string): string | undefined => words.find(word => word.startsWith(name))?.slice(name.length);
  const paths = words.filter(word => !word.startsWith('--'));
  return {
    from: flag('--from='),
    owner: flag('--chown='),
    sources: paths.slice(0, -1),
    target: paths.at(-1) ?? '',
  };
}

const ignored = readFileSync(`${context}.dockerignore`, 'utf8')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'));

/** Whether a path of the context, or something below it, comes into a build: the last line that speaks of it decides. */
export function isLetIn(path: string): boolean {
  let isIn = true;
  for (const line of ignored) {
    const pattern = line.replace(/^!/, '');
    const matching = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}(/|$)`);
    if (matching.test(path)) isIn = line.startsWith('!');
    else if (line.startsWith('!') && pattern.startsWith(`${path}/`)) isIn = true;
  }
  return isIn;
}
