export const kinds = { faults: 'Faults', overrides: 'Overrides' } as const;
export type RuleListKind = keyof typeof kinds;

/** A rule that was just added, and what it was added by. */
export interface AddedRule {
  readonly kind: RuleListKind;
  readonly id: number;
  readonly body: Readonly<Record<string, unknown>>;
}
