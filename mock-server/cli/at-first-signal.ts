/** Does something at the first Ctrl-C or SIGTERM, or when the terminal is closed; the second ends the process at once. */
export function atFirstSignal(act: () => void): void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const first = (): void => {
    for (const signal of signals) process.off(signal, first);
    act();
  };
  for (const signal of signals) process.on(signal, first);
}
