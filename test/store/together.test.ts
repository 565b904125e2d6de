import { expect, it } from 'vitest';
import type { Batch, Steps } from '../../mock-server/store/port.js';
import { together } from '../../mock-server/store/together.js';

const asking = (...names: readonly string[]) => names.map(name => ({ name, text: '', values: [] }));

/** Work of so many steps, which answers what it was given. */
function* work(name: string, steps: number, isLast = true): Steps<string> {
  const given: unknown[] = [];
  for (let step = 1; step <= steps; step++)
    given.push(...(yield { asked: asking(...Array(step).fill(`${name}${step}`)), isLast: isLast && step === steps }));
  return `${name}: ${JSON.stringify(given)}`;
}

it('what is done together asks step by step in one go, and is given its own rows', () => {
  const steps = together([() => work('a', 2), () => work('b', 0), () => work('c', 1), () => work('d', 2)]);
  const batches: Batch[] = [];
  let step = steps.next();
  for (; !step.done; step = steps.next(step.value.asked.map(({ name }) => [{ name }]))) batches.push(step.value);
  expect(batches.map(({ asked, isLast }) => [asked.map(({ name }) => name).join(' '), isLast])).toEqual([
    ['a1 c1 d1', false],
    ['a2 a2 d2 d2', true],
  ]);
  expect(step.value).toEqual([
    'a: [[{"name":"a1"}],[{"name":"a2"}],[{"name":"a2"}]]',
    'b: []',
    'c: [[{"name":"c1"}]]',
    'd: [[{"name":"d1"}],[{"name":"d2"}],[{"name":"d2"}]]',
  ]);
});

it('it says that nothing follows only when nothing does', () => {
  const steps = together([() => work('a', 1), () => work('b', 1, false)]);
  expect(steps.next().value).toMatchObject({ isLast: false });
});
