/** What a text of commands came to. */
export interface Printed {
  readonly out: string;
  readonly err: string;
  readonly status: number;
}

/** Where one of the two goes that a command prints, in the order in which it is written. */
export type OutputTarget =
  | { readonly of: 'out' | 'err' | 'both'; readonly how: 'over' | 'append'; readonly path: string }
  | { readonly of: 'out' | 'err'; readonly how: 'join' };

/** Sends what was printed to files; answers what is left to show. */
export function sentOn(
  printed: Printed,
  targets: readonly OutputTarget[],
  write: (path: string, text: string, isAppended: boolean) => void,
): Printed {
  type End = { readonly path: string } | 'out' | 'err';
  let [out, err]: [End, End] = ['out', 'err'];
  for (const target of targets) {
    if (target.how === 'join') {
      if (target.of === 'err') err = out;
      else out = err;
    } else {
      const end = { path: target.path };
      write(target.path, '', target.how === 'append');
      if (target.of !== 'err') out = end;
      if (target.of !== 'out') err = end;
    }
  }
  const shown = { out: '', err: '' };
  const send = (end: End, text: string): void => {
    if (typeof end === 'string') shown[end] += text;
    else if (text !== '') write(end.path, text, true);
  };
  send(out, printed.out);
  send(err, printed.err);
  return { ...shown, status: printed.status };
}
