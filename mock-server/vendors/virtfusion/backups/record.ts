export interface BackupPlan {
  readonly id: number;
  readonly name: string;
  readonly everyDays: number;
  readonly keep: number;
  readonly storage: { readonly id: number; readonly name: string };
}
