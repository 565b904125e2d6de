import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/marketplace/refusals.js';
import { evaluate } from '../expression.js';
import { InvalidExpression, jsonOf } from '../expression-values.js';
import { isObject, type Json, type JsonObject, listOf, member, textAt, textOf } from '../json.js';
import { Ended } from '../local.js';
import { operationOf } from '../methods.js';
import type { Act, Given, Run } from '../run.js';
import { Refused } from '../work.js';

const HOUR = 3_600_000;

const setGlobals: Act = (run, { value }) => {
  if (isObject(value)) run.setGlobals(value);
  return undefined;
};

const set: Act = (_, { value, local }) => {
  if (isObject(value)) local.this = { ...(isObject(local.this) ? local.this : {}), ...value };
  return undefined;
};

const log: Act = (run, { value }) => {
  for (const line of listOf(member(value, 'message') ?? value)) run.log(textOf(line));
  return undefined;
};

/** Only tells the console whether something holds. */
const assert: Act = (run, { value, parameters, local }) => {
  for (const item of listOf(value)) {
    const condition = member(item, 'condition') ?? item;
    const isTrue = typeof condition === 'boolean' ? condition : run.holds(textOf(condition), local) === true;
    const message = textAt(item, 'message') ?? textAt(parameters, 'message') ?? 'ASSERT';
    run.log(`${message}: ${isTrue ? 'true' : 'false'}`);
  }
  return undefined;
};

const sleep: Act = (run, { value }) => {
  const by = Number(textAt(value, 'milliseconds') ?? textOf(value));
  if (Number.isFinite(by) && by > 0) run.work.takes += Math.min(HOUR, Math.floor(by));
  return undefined;
};

const end: Act = (_, { value }) => {
  throw new Ended(value);
};

const stopEvent: Act = () => {
  throw new Ended({ result: 0 });
};

/** What a script returned is the answer of the action; with another result than 0, or as a mere text, it ends all. */
const script: Act = (run, given) => {
  const returned = resultOf(run, given);
  if (returned === null) return {};
  if (!isObject(returned)) throw new Ended(returned);
  const result = member(returned, 'result');
  const isFine = result === undefined || result === null || Number(result) === 0;
  if (!isFine || textAt(returned, 'type') !== undefined) throw new Ended(returned);
  const after = member(returned, 'onAfterReturn');
  if (after !== undefined) run.sequence(after, given.local);
  return returned;
};

/**
 * What a script comes to: as an override of `scripting.eval` says it, else the literal that it returns if it does nothing
 * but that. Any other is JavaScript or Java, which is not run here.
 */
function resultOf(run: Run, { value, parameters, local }: Given): Json {
  const code = listOf(member(value, 'script') ?? member(value, 'code') ?? value)
    .map(textOf)
    .join('\n');
  const own = member(value, 'params') ?? member(parameters, 'params') ?? {};
  const params: JsonObject = isObject(own) ? own : {};
  const operation = operationOf('development.scripting.eval');
  try {
    const body = operation === undefined ? undefined : run.make(operation, { script: code, params });
    if (body !== undefined) return member(body, 'response') ?? body;
  } catch (error) {
    if (!(error instanceof Refused) || error.failure === undefined) throw error;
  }
  return literalOf(code, word => member(params, word) ?? run.names(local).look(word));
}

const RETURN = /^(?:\s|\/\/[^\n]{0,1000}\n)*return\b(.*)$/s;

function literalOf(code: string, look: (word: string) => Json | undefined): Json {
  const returned = code.length > 10_000 ? undefined : RETURN.exec(code.trimEnd().replace(/;$/, ''))?.[1];
  if (returned !== undefined)
    try {
      return jsonOf(evaluate(returned, look));
    } catch (error) {
      if (!(error instanceof InvalidExpression)) throw error;
    }
  throw refuse(refusals.scriptFailed, { line: firstLineOf(code) });
}

/** The first line that has anything on it. */
const firstLineOf = (code: string): number => code.split('\n').findIndex(line => line.trim() !== '') + 1;

/** Actions of the language itself. */
export const languageActions: Readonly<Record<string, Act>> = {
  setglobals: setGlobals,
  set,
  log,
  assert,
  sleep,
  return: end,
  stopevent: stopEvent,
  script,
  executescript: script,
};
