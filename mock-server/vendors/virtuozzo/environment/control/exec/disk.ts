/** What a command sees of a node's files. Each problem is a sentence as a Linux command would print it. */
export interface Disk {
  read(path: string): DiskEntry | undefined;
  write(path: string, text: string, isAppended: boolean): void;
  makeFolder(path: string): void;
  remove(path: string): void;
  copy(from: string, to: string): void;
  move(from: string, to: string): void;
}

export type DiskEntry = {
  readonly mode: number;
  readonly owner: string;
  readonly changedOn: number;
} & (
  | { readonly kind: 'file'; readonly content: string; readonly size: number }
  | { readonly kind: 'folder'; readonly names: readonly string[] }
);

/** What the disk refuses. */
export class DiskProblem extends Error {}
