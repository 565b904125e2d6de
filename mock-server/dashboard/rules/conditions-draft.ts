import { readJson } from '../parts/json-text.js';
import { typedNumber, typedText, type Wrongs } from './checked.js';

/** What is typed of the conditions of a rule; all of it is text. */
export const noConditions = { times: '', skip: '', every: '', from: '', to: '', where: '' };

export type ConditionsDraft = Readonly<typeof noConditions>;

/** The same as it is sent. */
export function conditionsBody({ times, skip, every, from, to, where }: ConditionsDraft): Record<string, unknown> {
  const [first, second] = [typedText(from), typedText(to)];
  return {
    times: typedNumber(times),
    skip: typedNumber(skip),
    every: typedNumber(every),
    between: first === undefined && second === undefined ? undefined : [first ?? '', second ?? ''],
    where: readJson(where).value,
  };
}

/** What is no JSON among what must be. */
export const slipsOf = (fields: Readonly<Record<string, string>>): Wrongs =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, text]) => {
      const { slip } = readJson(text);
      return slip === undefined ? [] : [[name, slip]];
    }),
  );
