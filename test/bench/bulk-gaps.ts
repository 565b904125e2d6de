import { setTimeout as pause } from 'node:timers/promises';

/** What a piece of work took, and for how long others had to wait meanwhile. */
export interface Taken {
  readonly milliseconds: number;
  /** Of this process, with the threads that collect what is of no use. */
  readonly processor: number;
  /** The longest that a timer of a millisecond was late. */
  readonly gap: number;
}

/** Does something, and looks at the clock every millisecond meanwhile. */
export async function taken(act: () => unknown): Promise<Taken> {
  await pause(20);
  let [last, gap] = [performance.now(), 0];
  const look = (): void => {
    const now = performance.now();
    gap = Math.max(gap, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  const [began, spent] = [performance.now(), process.cpuUsage()];
  await act();
  const milliseconds = performance.now() - began;
  const { user, system } = process.cpuUsage(spent);
  await pause(3);
  look();
  clearInterval(timer);
  return { milliseconds, processor: (user + system) / 1000, gap };
}

/** The median of each, of several times. */
export async function often(times: number, act: () => unknown): Promise<Taken> {
  const all: Taken[] = [];
  for (let time = 0; time < times; time += 1) all.push(await taken(act));
  const middle = (of: (one: Taken) => number): number => all.map(of).sort((one, other) => one - other)[times >> 1] ?? 0;
  return {
    milliseconds: middle(one => one.milliseconds),
    processor: middle(one => one.processor),
    gap: middle(one => one.gap),
  };
}
