import { parse } from 'yaml';
import { refuse } from '../../../../contracts/core/failure.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/marketplace/refusals.js';
import { asJson, isObject, type Json, type JsonObject, listOf, member, textAt } from './json.js';

/** A manifest that was read: what the engine looks at, and the whole of it. */
export interface Manifest {
  readonly type: 'install' | 'update';
  readonly name: string;
  readonly whole: JsonObject;
}

/** Characters of a manifest: ten times the longest that is published. */
export const MOST_TEXT = 200_000;
/** Pieces that a text may name and take up again. */
const MOST_ALIASES = 100;

/** Reads a manifest in YAML, of which JSON is a part. Refuses what is none. */
export function readManifest(text: string): Manifest {
  if (text.length > MOST_TEXT) throw invalid(`it has more than ${MOST_TEXT} characters`);
  let read: unknown;
  try {
    read = parse(text, { maxAliasCount: MOST_ALIASES, merge: true, uniqueKeys: false, logLevel: 'silent' });
  } catch {
    // Broken text, too many aliases, or nested deeper than can be read at all.
    throw invalid('it is neither YAML nor JSON');
  }
  const whole = asJson(read);
  if (whole === undefined) throw invalid('it is too large, nested too deep, or has values that are no JSON');
  return manifestOf(whole);
}

/** What is wrong with no part of a manifest that was read already, such as one inside another. */
export function manifestOf(whole: Json): Manifest {
  // Older ones have all but the type in a member of its own.
  const inner = member(whole, 'application');
  const members = isObject(inner) && isObject(whole) ? { ...whole, ...inner } : whole;
  if (!isObject(members)) throw invalid('it is no object');
  const name = textAt(members, 'name');
  if (name === undefined || name.trim() === '') throw invalid('it has no name');
  if (name.length > 1000) throw invalid('its name is too long');
  const type = textAt(members, 'jpsType') ?? textAt(members, 'type') ?? 'install';
  if (type !== 'install' && type !== 'update') throw invalid(`there is no type [${type.slice(0, 100)}]`);
  const manifest = { type, name, whole: members } as const;
  if (type === 'install' && !hasAnythingToDo(members)) throw invalid('it has neither nodes nor actions');
  return manifest;
}

export const invalid = (why: string) => refuse(refusals.invalidManifest, { why });

/**
 * A public client holds that a manifest of a type and a name alone is refused, and that one with fields and a text of
 * success is not.
 */
const DOES = ['nodes', 'onInstall', 'actions', 'settings', 'success', 'addons', 'mixins', 'return'];
const hasAnythingToDo = (members: JsonObject): boolean =>
  DOES.some(name => listOf(member(members, name)).length > 0) ||
  Object.keys(members).some(name => /^on[A-Z]/.test(name));

/** Looks a member up by any of its names. */
export const memberOf = ({ whole }: Manifest, ...names: readonly string[]): Json | undefined =>
  names.map(name => member(whole, name)).find(value => value !== undefined && value !== null);
