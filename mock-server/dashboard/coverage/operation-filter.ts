import type { ControlOperations } from '../../../contracts/control/index.js';

/** An operation of a vendor as the control API lists it. */
export type OperationRow = ControlOperations['operations.list']['reply']['operations'][number];

/** How far an operation is there, in a word. */
export const standingOf = ({ served, described }: Pick<OperationRow, 'served' | 'described'>): OperationStanding =>
  served ? 'served' : described ? 'described' : 'known';

export type OperationStanding = 'served' | 'described' | 'known';

/** The standings in words. */
export const standingWords: Readonly<Record<OperationStanding, string>> = {
  served: 'served',
  described: 'described, not served',
  known: 'known only',
};

/** What the address of the view asks for; what is not there asks for nothing. */
export type OperationWish = Readonly<
  Partial<Record<'search' | 'evidence' | 'standing' | 'effect' | 'disputed', string>>
>;

/** Whether an operation is one of those that are asked for: each word of the search stands in its id, its route or its summary. */
export function isWished(
  row: OperationRow,
  { search = '', evidence, standing, effect, disputed }: OperationWish,
): boolean {
  const text = `${row.id} ${row.method} ${row.path} ${row.summary ?? ''}`.toLowerCase();
  return (
    (evidence === undefined || row.evidence === evidence) &&
    (standing === undefined || standingOf(row) === standing) &&
    (effect === undefined || row.effect === effect) &&
    (disputed === undefined || row.disputed > 0) &&
    search
      .toLowerCase()
      .split(/\s+/)
      .every(word => text.includes(word))
  );
}
