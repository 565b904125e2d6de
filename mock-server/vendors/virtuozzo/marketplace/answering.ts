import { Failure, refuse } from '../../../../contracts/core/failure.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/refusals.js';
import { type ActionAsked, execute, uninstall } from './acting.js';
import { addLines } from './console-log.js';
import { installedNamed, storedManifest, storedObject } from './installations.js';
import { install, type Order, type Result } from './installing.js';
import { asJson, isObject, type JsonObject } from './json.js';
import { filledForm } from './settings.js';
import { resultView } from './view.js';
import { type Calling, Refused, Work } from './work.js';

const DAY = 86_400_000;

/** Does work, and tells the console of it. */
function worked(call: Calling, act: (work: Work) => Result): { readonly result: Result; readonly takes: number } {
  const work = new Work(call);
  try {
    const result = act(work);
    const { outcome } = result;
    work.log(result.run.manifest.name, outcome.isFine ? 'done' : `ERROR ${outcome.result}: ${outcome.error}`);
    addLines(call.cloud, call.caller.holder, work.lines);
    return { result, takes: Math.min(work.takes, DAY) };
  } catch (error) {
    throw error instanceof Refused ? failureOf(error.answer, error.failure) : error;
  }
}

/** An answer that refuses, as a failure: then nothing has happened. */
const failureOf = ({ result, error }: JsonObject, failure: Failure | undefined): Failure =>
  failure ?? new Failure('conflict', { as: Number(result), text: String(error) });

export function installed(call: Calling, order: Order) {
  const { result, takes } = worked(call, work => install(work, order));
  return { status: 200 as const, body: resultView(call.cloud, result), takes };
}

export function executed(call: Calling, appUniqueName: string, asked: ActionAsked) {
  const found = installedNamed(call.cloud, call.caller.holder, appUniqueName);
  const { result, takes } = worked(call, work => execute(work, found, asked));
  return { status: 200 as const, body: resultView(call.cloud, result), takes };
}

export function uninstalled(call: Calling, appUniqueName: string, isForced: boolean) {
  const found = installedNamed(call.cloud, call.caller.holder, appUniqueName);
  const { result, takes } = worked(call, work => uninstall(work, found, isForced));
  const { outcome } = result;
  if (!outcome.isFine) throw failureOf({ result: outcome.result, error: outcome.error }, outcome.failure);
  return { status: 200 as const, body: { result: 0 as const }, takes };
}

/** The form of what is installed, with its values. Refuses a form that it has not; without any, the main one is empty. */
export function settingsShown({ cloud, caller }: Calling, appUniqueName: string, id = 'main'): Record<string, unknown> {
  const found = installedNamed(cloud, caller.holder, appUniqueName);
  const form = filledForm(storedManifest(found), id, storedObject(found.settings));
  if (form === undefined && id !== 'main') throw refuse(refusals.noObject, { what: 'settings', name: id });
  return { ...(form ?? { fields: [] }) };
}

/** Values that came in as JSON, held to their bounds. */
export function valuesOf(sent: unknown, name: string): JsonObject {
  if (sent === undefined || sent === null) return {};
  const read = asJson(sent);
  if (!isObject(read)) throw refuse(refusals.invalidParameter, { name });
  return read;
}
