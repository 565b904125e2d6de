/** A value as Python's `json.dumps` writes it: a blank after each comma and colon, and all but ASCII escaped. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (value === null || typeof value !== 'object') return inAscii(JSON.stringify(value));
  const members = Object.entries(value).map(
    ([key, member]) => `${inAscii(JSON.stringify(key))}: ${pythonJson(member)}`,
  );
  return `{${members.join(', ')}}`;
}

const inAscii = (json: string): string =>
  json.replaceAll(/[\u007f-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
