import { nameOf } from '../../core/value-names.js';

/** What a refusal says of one input: its name as it is written there. */
export interface NamedInput {
  readonly name: string;
  /** It says that the input must be there, or that it is missing. */
  readonly isMissing: boolean;
  /** It says of which type the input must be. */
  readonly isOfType: boolean;
  /** It says that there is no such input. */
  readonly isUnknown: boolean;
}

const NAME = String.raw`[A-Za-z_][\w.[\]-]{0,60}`;
/** A name may be written in words: `ext relation id`. */
const WORDS = String.raw`[A-Za-z_][\w .[\]-]{0,60}?`;

/** Sentences that say what is missing. */
const MISSING = [
  // 'name' is a required property
  new RegExp(`['"\`](${NAME})['"\`] (?:is|was|field is) (?:a )?(?:required|missing|not given)`, 'i'),
  // The interface field is required.
  new RegExp(`^(?:the )?(${WORDS})(?: field| parameter| property)? is (?:a )?(?:required|missing)`, 'i'),
  // missing required parameter: name
  new RegExp(
    `(?:missing|required)[\\w ]{0,40}(?:field|parameter|property|argument)s?:? ['"\`[]?(?!is\\b)(${NAME})`,
    'i',
  ),
  // invalid parameter [name], which Virtuozzo says of one that is missing, too
  new RegExp(`\\bparameter \\[(?!request\\])(${NAME})\\]`, 'i'),
];
/** Sentences that name an input in other ways. */
const NAMING = [
  new RegExp(`\\[(${NAME})\\]`),
  // The selected interface is invalid.
  new RegExp(`^the (?:selected )?(${WORDS})(?: field)? (?:must|is|may|should|does)\\b`, 'i'),
];

const MISSING_TEXT = /\brequired\b|\bmissing\b/i;
const TYPE_TEXT =
  /\b(?:must be|should be|not of type|expected|valid) (?:an? |of type )?['"]?(?:string|text|integer|int|number|numeric|boolean|array|list|object|null)\b/i;
const UNKNOWN_TEXT =
  /\bunexpected\b|\bunrecognized\b|\badditional propert|\bunknown (?:field|parameter|argument|property)/i;

/** Deep and long bodies are no refusals: look so far only. */
const [DEEPEST, LONGEST, MOST] = [6, 2000, 50];

/**
 * The inputs that the body of a refusal names, however it is written: sentences, an object of sentences by name, or a
 * list of places as validators of Python give them. Known wordings are those of Laravel, Flask, FastAPI and Virtuozzo.
 */
export function namedInputs(body: unknown): NamedInput[] {
  const found = new Map<string, NamedInput>();
  for (const named of namesIn(body)) {
    const before = found.get(nameOf(named.name)) ?? named;
    found.set(nameOf(named.name), {
      name: before.name,
      isMissing: named.isMissing || before.isMissing,
      isOfType: named.isOfType || before.isOfType,
      isUnknown: named.isUnknown || before.isUnknown,
    });
  }
  return [...found.values()];
}

const named = (name: string, words: string, isMissing = MISSING_TEXT.test(words)): NamedInput => ({
  ...{ name, isMissing },
  isOfType: TYPE_TEXT.test(words),
  isUnknown: UNKNOWN_TEXT.test(words),
});

function* namesIn(body: unknown, depth = 0): Generator<NamedInput> {
  if (typeof body === 'string') return yield* namesOfText(body.slice(0, LONGEST));
  if (body === null || typeof body !== 'object' || depth > DEEPEST) return;
  if ('loc' in body && Array.isArray(body.loc)) {
    const name = body.loc.findLast(step => typeof step === 'string');
    if (typeof name === 'string') yield named(name.slice(0, LONGEST), textsOf(Object.values(body)));
    return;
  }
  for (const [key, value] of Object.entries(body).slice(0, MOST)) {
    const isByName = (key === 'errors' || key === 'detail') && !Array.isArray(value);
    if (isByName && value !== null && typeof value === 'object')
      for (const [name, said] of Object.entries(value).slice(0, MOST)) yield named(name, textsOf([said].flat()));
    else yield* namesIn(value, depth + 1);
  }
}

const textsOf = (values: readonly unknown[]): string =>
  values
    .filter(value => typeof value === 'string')
    .join(' ')
    .slice(0, LONGEST);

function* namesOfText(text: string): Generator<NamedInput> {
  for (const sentence of text.split(/[;\n]|\. /).map(one => one.trim())) {
    const nameBy = (patterns: readonly RegExp[]): string | undefined =>
      patterns.map(pattern => pattern.exec(sentence)?.[1]).find(name => name !== undefined);
    const missing = nameBy(MISSING);
    const name = missing ?? nameBy(NAMING);
    if (name !== undefined) yield named(name, sentence, missing !== undefined);
  }
}
