import { z } from 'zod';
import { nameSchemas, sentAs } from '../../core/document-marks.js';
import { assumed, client } from '../../core/evidence.js';
import { readWholeNumber, wholeNumberShown } from '../../core/whole-number.js';
import { read } from '../../core/wire.js';

/** An id in a path. One that is no number names nothing: it is read as 0, which no record has, so the answer is the 404. */
export const id = () => read.integer().catch(0);

/** A whole number within bounds. */
export const amount = (minimum: number, maximum: number) =>
  read.integer().pipe(z.int().min(minimum).max(maximum)).meta({ minimum, maximum });

/** A positive whole number of 64 bits, or its digits. What has zeros before them would come back without: it is refused. */
export const wide = () => readWholeNumber();

/** A whole number of up to 64 bits in a reply, with all its digits. */
export const wideShown = wholeNumberShown;

/** A flag as clients send it: true or false, their words, and in PHP's way 1 or 0. */
export const flag = () =>
  sentAs(z.union([read.flag(), z.literal([0, 1]).transform(digit => digit === 1)]), z.boolean());

/**
 * A JSON body with these members. A missing body and `[]`, which is how PHP clients write an empty one, are read as an
 * empty object, and so is what else has no members, as Laravel reads it; unknown members are ignored.
 */
export const body = <S extends z.ZodRawShape>(shape: S) =>
  z.preprocess(sent => (sent === null || typeof sent !== 'object' || Array.isArray(sent) ? {} : sent), z.object(shape));

/** What PHP makes of a query: `period[0]` is one more `period[]`, and an empty value is none (`results=&page=`). */
function asPhpReads(query: unknown): unknown {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(Object(query))) {
    if (value === '') continue;
    const plain = name.replace(/\[\d+\]$/, '[]');
    read[plain] = read[plain] === undefined ? value : [read[plain], value].flat();
  }
  return read;
}

/** Ids, one or several. */
export const ids = () => read.list(read.integer());

/** A query with these members; those that are lists are written `name[]=1&name[]=2` or `name[0]=1&name[1]=2`. */
export const queryOf = <S extends z.ZodRawShape>(shape: S) => z.preprocess(asPhpReads, z.object(shape));

/** A reply whose payload stands under `data`. */
export const data = <S extends z.core.$ZodType>(schema: S) => z.strictObject({ data: schema });

/** An object without members, as PHP writes it: `[]`. */
export const emptyList = z.array(z.unknown()).max(0);

/** Members that are null in every public example; their other type is a guess. */
export const unseen = {
  text: assumed(z.string().nullable()),
  integer: assumed(z.int().nullable()),
  number: assumed(z.number().nullable()),
};

/** A member that is documented, but not that it may be null. */
export const orNull = <S extends z.core.$ZodType>(schema: S) => z.union([schema, assumed(z.null())]);

/** A number that is whole in every public example; that it may have decimals is a guess. */
export const decimal = z.union([z.int(), assumed(z.number())]);

nameSchemas({ Decimal: decimal });

/** Most rows of a page. */
const MOST_ROWS = 200;

/** Query of a paged list. */
export const paging = {
  /** More rows than a page has are as many as it has: ozvps lists with `results=500`. */
  results: client(
    read
      .integer()
      .transform(rows => Math.min(rows, MOST_ROWS))
      .pipe(z.int().min(1).max(MOST_ROWS)),
  )
    .meta({ minimum: 1 })
    .optional(),
  /** What is no number is the first page. */
  page: client(read.integer().catch(1)).optional(),
};

/** A page of a list with the links to the others, in the vendor's order of members. */
export const paged = <S extends z.core.$ZodType>(row: S) =>
  z.strictObject({
    current_page: z.int(),
    data: z.array(row),
    first_page_url: z.string(),
    from: orNull(z.int()),
    last_page: z.int(),
    last_page_url: z.string(),
    links: z.array(z.strictObject({ url: z.string().nullable(), label: z.string(), active: z.boolean() })),
    next_page_url: z.string().nullable(),
    path: z.string(),
    per_page: z.int(),
    prev_page_url: z.string().nullable(),
    to: orNull(z.int()),
    total: z.int(),
  });

/** `relStr=true` makes `{extRelationId}` name the user's relation string instead of the relation id. */
export const relation = { relStr: flag().optional() };

export const byRelation = queryOf(relation);

/** The user as the caller's own system knows him. */
export const related = { extRelationId: z.string() };
export const userParams = z.object(related);

/** The server that a path names. */
export const serverParams = z.object({ serverId: id() });

/** How long a deletion waits, in minutes: up to a month. */
export const deletionDelay = { delay: amount(0, 43_800).optional() };

/** Whom and what the examples name. */
export const aUser = { extRelationId: '1' };
export const byId = { relStr: 'false' };
export const aServer = { serverId: '1' };
export const firstPage = { results: '20', page: '1' };

/** Self service is off for a user until it is switched on; a panel may do without: https://docs.virtfusion.com/guides/self-service/ */
export const selfServiceMayBeOff = 'a panel may do without self service';
