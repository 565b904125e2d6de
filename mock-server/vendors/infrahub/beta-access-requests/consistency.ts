import { countProblems } from '../../../domain/counters.js';
import type { InfrahubCloud } from '../cloud.js';
import { requestSubject } from './jobs.js';

/** Requests for programs that are not there, and those that nobody would answer. */
export function* betaProblems(cloud: InfrahubCloud): Generator<string> {
  const waiting = new Set(cloud.agenda.all().map(({ kind, subject }) => `${kind} ${subject}`));
  for (const { id, program, state } of cloud.betaRequests.all()) {
    if (cloud.betaPrograms.get(program) === undefined)
      yield `betaRequest ${id} is for the program ${program}, which is not there`;
    if (state === 'requested' && !waiting.has(`betaRequest ${requestSubject(id)}`))
      yield `betaRequest ${id} is requested, and nothing answers it`;
  }
  const programs = cloud.betaPrograms.all().map(({ id }) => id);
  yield* countProblems('betaProgram', cloud.ids.betaProgram, programs);
}
