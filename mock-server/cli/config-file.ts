import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BrokenDocument, formats, readDocument, type TextDocument } from '../files/document.js';
import { readRegularFile, UnreadFile } from '../files/regular-file.js';
import { UsageError } from './usage-error.js';

/** The settings of the working folder, in any format that is read. */
const NAMES = Object.keys(formats).map(ending => `hostdouble.config${ending}`);

/** What the file of settings says, and where. */
export interface ConfigFile {
  readonly values: Readonly<Record<string, unknown>>;
  readonly at: TextDocument['at'];
}

/** Reads the file of settings in a folder, the working one by default; undefined if there is none. Rejects with `UsageError`. */
export async function readConfig(folder = '.'): Promise<ConfigFile | undefined> {
  const [name, ...others] = NAMES.filter(one => existsSync(join(folder, one)));
  if (name === undefined) return undefined;
  if (others.length > 0) throw new UsageError(`there are ${[name, ...others].join(' and ')}: keep one of them`);
  const document = await read(folder, name);
  const { value, at } = document;
  if (!isObject(value)) throw new UsageError(`${at([])}: is no object of settings, such as {"port": 4850}`);
  const { $schema: _, ...values } = value;
  return { values, at };
}

async function read(folder: string, name: string): Promise<TextDocument> {
  try {
    return await readDocument(name, await readRegularFile(join(folder, name)));
  } catch (error) {
    if (error instanceof UnreadFile) throw new UsageError(`${name} ${error.message}`);
    throw error instanceof BrokenDocument ? new UsageError(error.message) : error;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
