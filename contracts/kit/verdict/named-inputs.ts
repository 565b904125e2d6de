import { nameOf } from '../../core/value-names.js';

/** What a refusal says of one input: its name as it is written there. */
export interface NamedInput {
  readonly name: string;
  /** It says that the input must be there, or that it is missing. */
  readonly isMissing: boolean;
  /** It says of which type the input must be. */
  readonly isOfType: boolean;
}

const NAME = String.raw`[A-Za-z_][\w.[\]-]{0,60}`;

/** `'name' is a required property`, `"name" is missing`. */
const QUOTED_MISSING = new RegExp(
  `['"\`](${NAME})['"\`] (?:is|was|field is) (?:a )?(?:required|missing|not given)`,
  'i',
);
/** `The interface field is required.`, `interface is required`; a name may be written in words: `ext relation id`. */
const SPOKEN_MISSING =
  /^(?:the )?([A-Za-z_][\w .[\]-]{0,60}?)(?: field| parameter| property)? is (?:a )?(?:required|missing)/i;
/** `missing required parameter: name`, `Missing data for required field 'name'`. */
const MISSING_NAME = new RegExp(
  `(?:missing|required)[\\w ]{0,40}(?:field|parameter|property|argument)s?:? ['"\`[]?(${NAME})`,
  'i',
);
/** `invalid parameter [name]`, and other names in brackets or quotes. */
const BRACKETED = new RegExp(`\\[(${NAME})\\]`);
/** `The interface field must be …`, `The selected interface is invalid.` */
const SPOKEN = /^the (?:selected )?([A-Za-z_][\w .[\]-]{0,60}?)(?: field)? (?:must|is|may|should|does)\b/i;

const MISSING_TEXT = /\brequired\b|\bmissing\b/i;
const TYPE_TEXT =
  /\b(?:must be|should be|not of type|expected|valid) (?:an? |of type )?['"]?(?:string|text|integer|int|number|numeric|boolean|array|list|object)\b/i;

/**
 * The inputs that the body of a refusal names, however it is written: sentences, an object of sentences by name, or a
 * list of places as validators of Python give them. Known wordings are those of Laravel, Flask, FastAPI and Virtuozzo.
 */
export function namedInputs(body: unknown): NamedInput[] {
  const found = new Map<string, NamedInput>();
  for (const named of namesIn(body)) {
    const key = nameOf(named.name);
    const before = found.get(key);
    found.set(key, {
      name: before?.name ?? named.name,
      isMissing: named.isMissing || (before?.isMissing ?? false),
      isOfType: named.isOfType || (before?.isOfType ?? false),
    });
  }
  return [...found.values()];
}

/** Deep and long bodies are no refusals: look so far only. */
const [DEEPEST, LONGEST, MOST] = [6, 2000, 50];

function* namesIn(body: unknown, depth = 0): Generator<NamedInput> {
  if (typeof body === 'string') return yield* namesOfText(body.slice(0, LONGEST));
  if (body === null || typeof body !== 'object' || depth > DEEPEST) return;
  if ('loc' in body && Array.isArray(body.loc)) {
    const name = body.loc.findLast(step => typeof step === 'string');
    const said = JSON.stringify(body).slice(0, LONGEST);
    if (typeof name === 'string') yield { name, isMissing: MISSING_TEXT.test(said), isOfType: TYPE_TEXT.test(said) };
    return;
  }
  for (const [key, value] of Object.entries(body).slice(0, MOST)) {
    if ((key === 'errors' || key === 'detail') && value !== null && typeof value === 'object' && !Array.isArray(value))
      for (const [name, said] of Object.entries(value).slice(0, MOST)) {
        const words = (JSON.stringify(said) ?? '').slice(0, LONGEST);
        yield { name, isMissing: MISSING_TEXT.test(words), isOfType: TYPE_TEXT.test(words) };
      }
    else yield* namesIn(value, depth + 1);
  }
}

function* namesOfText(text: string): Generator<NamedInput> {
  for (const sentence of text.split(/[;\n]|\. /)) {
    const isOfType = TYPE_TEXT.test(sentence);
    const missing = [QUOTED_MISSING, SPOKEN_MISSING, MISSING_NAME]
      .map(pattern => pattern.exec(sentence.trim())?.[1])
      .find(name => name !== undefined);
    const name =
      missing ?? [BRACKETED, SPOKEN].map(pattern => pattern.exec(sentence.trim())?.[1]).find(one => one !== undefined);
    if (name !== undefined) yield { name, isMissing: missing !== undefined, isOfType };
  }
}
