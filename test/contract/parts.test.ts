import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { file, inParts, isInParts, readParts, writeParts } from '../../contracts/core/parts.js';

const schema = inParts(z.object({ content: file, name: z.string(), flag: z.boolean().optional() }));

const read = (written: { readonly mediaType: string; readonly text: string }) =>
  readParts(written.mediaType, written.text);

describe('a body in parts', () => {
  it('is known by its mark', () => {
    expect([isInParts(schema), isInParts(z.object({})), isInParts(undefined)]).toEqual([true, false, false]);
  });

  it('is written with its files as files, and read as it was', () => {
    const body = { content: 'a: 1\r\n\r\n--b\n', name: 'n"é', flag: true, none: undefined };
    const written = writeParts(schema, body);
    expect(written.mediaType).toBe('multipart/form-data; boundary=hostdouble-part');
    expect(written.text).toContain('name="content"; filename="content"\r\n');
    expect(written.text).toContain('name="name"\r\n');
    expect(read(written)).toEqual({ content: body.content, name: body.name, flag: 'true' });
    expect(read(writeParts(schema, {}))).toEqual({});
  });

  it('has a boundary that stands in none of its texts', () => {
    const body = { content: '\r\n--hostdouble-part\r\n', name: 'hostdouble-part-' };
    expect(read(writeParts(schema, body))).toEqual(body);
  });

  it('is read as other clients write it', () => {
    const text =
      'before\r\n--"x\r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n1\r\n--"x--';
    expect(readParts('Multipart/Form-Data;charset=utf-8; boundary="x y"', '')).toEqual({});
    expect(Object.entries(readParts('multipart/form-data; boundary=--x', text.replaceAll('"x', '--x')) ?? {})).toEqual([
      ['__proto__', '1'],
    ]);
    expect(
      readParts('multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data\r\n\r\n1\r\n--x--'),
    ).toEqual({});
    expect(readParts('multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="a"')).toEqual({});
    for (const other of [undefined, 'application/json', 'multipart/form-data'])
      expect(readParts(other, text)).toBe(undefined);
  });
});
