import type { Steps } from './port.js';

/** Several pieces of work done as one: what they ask at the same step is asked in one go. It answers what each answers. */
export function* together(works: readonly (() => Steps<unknown>)[]): Steps<readonly unknown[]> {
  const done: unknown[] = [];
  let open = works.map((work, nth) => {
    const steps = work();
    return { nth, steps, step: steps.next() };
  });
  for (;;) {
    const asking = open.flatMap(({ nth, steps, step }) => {
      if (!step.done) return [{ nth, steps, asked: step.value }];
      done[nth] = step.value;
      return [];
    });
    if (asking.length === 0) return done;
    const answers = yield {
      asked: asking.flatMap(({ asked }) => asked.asked),
      isLast: asking.every(({ asked }) => asked.isLast),
    };
    let read = 0;
    open = asking.map(({ nth, steps, asked }) => {
      const own = answers.slice(read, read + asked.asked.length);
      read += own.length;
      return { nth, steps, step: steps.next(own) };
    });
  }
}
