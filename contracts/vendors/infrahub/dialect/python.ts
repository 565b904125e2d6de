/** Longest text that a sentence shows of a value. */
const LONGEST = 200;

/** A value as Python writes it, which both of the vendor's validators show in their sentences; cut where it is long. */
export function pythonText(value: unknown): string {
  const text = written(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function written(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (typeof value !== 'object') return `${value}`;
  const members = Object.entries(value).map(([key, inner]) => `${quoted(key)}: ${written(inner)}`);
  return `{${members.join(', ')}}`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** In single quotes, or in double ones where the text has single ones only. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = Array.from(text, char => {
    if (char === quote) return `\\${char}`;
    const code = char.codePointAt(0) ?? 0;
    return ESCAPES[char] ?? (code < 32 || code === 127 ? `\\x${code.toString(16).padStart(2, '0')}` : char);
  });
  return `${quote}${escaped.join('')}${quote}`;
}
