/** A name by which other records, and the calls of the vendor, speak of a record. */
export interface CalledAs {
  /**
   * Name of a member of records, of a param or of a member of a query: `appid`. `template.groupId` is that member in the
   * records of `template` only.
   */
  readonly name: string;
  /** The member whose value it has; default `id`. */
  readonly by?: string;
  /** It is of these records only where a member beside it has this value. */
  readonly when?: readonly [member: string, value: string];
}
