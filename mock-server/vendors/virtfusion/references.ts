/** What has records by id, such as a collection. */
interface ById {
  readonly resource: string;
  get(id: number): unknown;
}

/** Says which of these ids no record has. */
export function* dangling(what: string, ids: readonly (number | null)[], among: ById): Generator<string> {
  for (const id of ids)
    if (id !== null && among.get(id) === undefined) yield `${what} names ${among.resource} ${id}, which is not there`;
}

/** The id that is the subject of a job or an interval; undefined when its text is not one. */
export function idOf(subject: string): number | undefined {
  const id = Number(subject);
  return Number.isInteger(id) && `${id}` === subject ? id : undefined;
}
