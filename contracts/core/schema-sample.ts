type Json = Readonly<Record<string, unknown>>;

/** Finds what a reference is about. */
type Find = ($ref: string) => Json;

const DEEPEST = 14;

/** A plain value of a JSON Schema, the same each time: its own example or first word, and every member that it must have. */
export function sampleOf(schema: Json, find: Find, depth = 0): unknown {
  const { $ref, anyOf, type, examples, properties, required, items, minItems } = schema;
  if (depth > DEEPEST) return null;
  const below = (one: unknown): unknown => sampleOf(Object(one), find, depth + 1);
  if (typeof $ref === 'string') return below(find($ref));
  if (Array.isArray(examples)) return examples[0];
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (Array.isArray(anyOf)) return below(anyOf[0]);
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object': {
      const needed = Array.isArray(required) ? required : [];
      return Object.fromEntries(needed.map((name: string) => [name, below(Object(properties)[name])]));
    }
    case 'array':
      return schema.maxItems === 0
        ? []
        : Array.from({ length: Math.max(1, Number(minItems ?? 1)) }, () => below(items));
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema.minimum ?? 1)) <= Number(schema.maximum ?? 1)
        ? Math.max(1, Number(schema.minimum ?? 1))
        : schema.maximum;
    case 'boolean':
      return true;
    case 'string':
      return textOf(schema);
    default:
      return null;
  }
}

/** Texts that a pattern is tried with. */
const TEXTS = [
  'example',
  '1',
  'example.com',
  '2001:db8::1',
  '192.0.2.1',
  '3f2c1a4e-5b6d-4c7e-8f90-a1b2c3d4e5f6',
  '2025-01-20T23:59:59.999999Z',
];

function textOf({ pattern, format }: Json): string {
  if (typeof pattern === 'string') return TEXTS.find(text => new RegExp(pattern, 'u').test(text)) ?? '';
  return format === 'uri' ? 'https://example.com/' : 'example';
}
