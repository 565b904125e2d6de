import type { InfrahubCloud } from '../cloud.js';
import { balanceSubject } from './watch.js';

/** Balances of nobody, and those that nothing looks at. */
export function* balanceProblems(cloud: InfrahubCloud): Generator<string> {
  const due = new Set(cloud.agenda.all().map(({ kind, subject, at }) => `${kind} ${subject} ${at}`));
  for (const { id, at, check } of cloud.balances.all()) {
    if (cloud.organizations.get(id) === undefined) yield `balance ${id} is of no organization`;
    if (at > cloud.now) yield `balance ${id} is about the future`;
    if (check !== null && !due.has(`balance ${balanceSubject(id)} ${check}`))
      yield `balance ${id} is to be looked at ${check}, and nothing does`;
  }
}
