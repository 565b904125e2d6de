import { refuse } from '../../../../contracts/core/failure.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/marketplace/refusals.js';
import { customActions, isParameter } from './action-names.js';
import { envOf, type NodeTarget, nodesOf, targetsOf } from './environment-names.js';
import { evaluate } from './expression.js';
import { InvalidExpression, isMet } from './expression-values.js';
import { Functions } from './functions.js';
import { isList, isObject, type Json, type JsonObject, listOf, member, textOf } from './json.js';
import type { Local } from './local.js';
import { type Manifest, memberOf } from './manifest.js';
import { filled, type Names } from './placeholders.js';
import type { Work } from './work.js';

/** What an action gets: its value and the parameters beside it, with their placeholders filled. */
export interface Given {
  readonly value: Json;
  readonly parameters: JsonObject;
  /** What stands in brackets after its name. */
  readonly words: readonly Json[];
  readonly local: Local;
}

/** Does an action; answers what `${response}` stands for from then on, if it changes that. */
export type Act = (run: Run, given: Given) => Json | undefined;

/** What an installation is about. */
export interface Subject {
  readonly work: Work;
  readonly manifest: Manifest;
  /** Tells its draws of chance from those of others. */
  readonly id: string;
  readonly settings: JsonObject;
  readonly baseUrl: string;
  readonly nodeGroup: string | null;
  readonly actions: ReadonlyMap<string, Act>;
}

const [MOST_ITEMS, MOST_GLOBALS] = [200, 400_000];

/** The actions of one manifest, done one after another. */
export class Run {
  readonly work: Work;
  readonly manifest: Manifest;
  readonly subject: Subject;
  readonly #functions: Functions;
  readonly #custom: ReadonlyMap<string, Json>;
  #info: JsonObject | undefined;
  #nodes: JsonObject | undefined;
  globals: Record<string, Json> = {};
  response: Json = {};
  /** Short name of the environment that it is about; null for none. */
  envName: string | null = null;

  constructor(subject: Subject) {
    this.subject = subject;
    this.work = subject.work;
    this.manifest = subject.manifest;
    this.#functions = new Functions(this.work.call.cloud.random, subject.id);
    this.#custom = customActions(memberOf(this.manifest, 'actions'));
  }

  /** Takes the globals of the manifest; those that name what is not there yet are filled when it is. */
  declareGlobals(globals: Json | undefined = memberOf(this.manifest, 'globals')): void {
    if (!isObject(globals)) return;
    const names = this.names({ this: {}, items: new Map() });
    for (const [name, value] of Object.entries(globals)) this.globals[name] = filled(value, names);
  }

  /** A value with its placeholders filled. */
  fill(value: Json, local: Local): Json {
    return filled(value, this.names(local));
  }

  hasAction(name: string): boolean {
    return this.#custom.has(name);
  }

  /** Does what stands under an event or a custom action. */
  begin(actions: Json | undefined, given: Json = {}): void {
    if (actions !== undefined) this.sequence(actions, { this: given, items: new Map() });
  }

  /** Does a custom action, or one of the engine's. */
  beginAction(name: string, given: JsonObject): void {
    this.#named(name, given, {}, { this: given, items: new Map() }, { is: 'none' });
  }

  /** The environment as it is now. Refuses where there is none: no container can be found then. */
  get info(): JsonObject {
    const { envName } = this;
    if (envName === null) throw refuse(refusals.noNode);
    this.#info ??= this.work.make('control.getEnvInfo', { envName });
    return this.#info;
  }

  /** Makes a call of the platform; what is known of the environment is asked anew afterwards. */
  make(operation: string, input: JsonObject): JsonObject {
    try {
      return this.work.make(operation, input);
    } finally {
      this.#info = undefined;
      this.#nodes = undefined;
    }
  }

  /** Where an action is to be done, by what stands in brackets or beside it. Refuses what names no node. */
  targets({ words, parameters, value }: Given): NodeTarget[] {
    const named = ['nodeId', 'nodeGroup', 'nodeType'].flatMap(name =>
      [value, parameters].flatMap(place => listOf(member(place, name)).map(word => `${name}: ${textOf(word)}`)),
    );
    const found = targetsOf([...words, ...named], this.info);
    if (found === undefined || found.length === 0) throw refuse(refusals.noNode);
    return found;
  }

  log(text: string): void {
    this.work.log(this.manifest.name, text);
  }

  /** Does actions in their order. A text is the name of one, an object has one or several. */
  sequence(actions: Json, local: Local): void {
    const chain: Chain = { is: 'none' };
    for (const action of listOf(actions)) {
      if (typeof action === 'string') this.#named(action, null, {}, local, chain);
      else if (isObject(action)) this.#several(action, local, chain);
      else throw refuse(refusals.noAction, { name: textOf(action).slice(0, 100) });
    }
  }

  #several(action: JsonObject, local: Local, chain: Chain): void {
    const isBeside = (name: string): boolean => !this.#custom.has(name) && isParameter(name);
    const entries = Object.entries(action);
    const parameters = Object.fromEntries(entries.filter(([name]) => isBeside(name)));
    const due = entries.filter(([name]) => !isBeside(name));
    const [first] = entries;
    if (due.length === 0 && first !== undefined) throw refuse(refusals.noAction, { name: first[0] });
    for (const [name, value] of due) this.#named(name, value, parameters, local, chain);
  }

  #named(key: string, value: Json, parameters: JsonObject, local: Local, chain: Chain): void {
    this.work.within(() => {
      if (this.#flows(key, value, local, chain)) return;
      chain.is = 'none';
      const [, name = '', words = ''] = /^\s*([\w.-]+)\s*(?:\[(.*)\])?\s*$/s.exec(textOf(this.fill(key, local))) ?? [];
      const custom = this.#custom.get(name);
      const given = (): Given => ({
        value: this.fill(value, local),
        parameters: this.#filledObject(parameters, local),
        words: words === '' ? [] : [words],
        local,
      });
      if (custom !== undefined) return this.#callCustom(custom, given());
      const act = this.subject.actions.get(name.includes('.') ? 'api' : name.toLowerCase());
      if (act === undefined) throw refuse(refusals.noAction, { name: name === '' ? key.slice(0, 100) : name });
      this.log(name);
      const asked = name.includes('.')
        ? { ...given(), value: { method: name, params: this.fill(value, local) } }
        : given();
      const answer = act(this, asked);
      if (answer !== undefined) this.response = flat(answer);
    });
  }

  #filledObject(value: JsonObject, local: Local): JsonObject {
    const found = this.fill(value, local);
    return isObject(found) ? found : {};
  }

  /** A custom action is done once with an object, and once with each item of a list. */
  #callCustom(actions: Json, { value, parameters }: Given): void {
    const each = isList(value) ? value : [value];
    for (const item of each) {
      const own = isObject(item) ? { ...parameters, ...item } : item === null ? parameters : item;
      this.sequence(actions, { this: own, items: new Map() });
    }
  }

  /** Conditions and loops; answers whether it was one. */
  #flows(key: string, value: Json, local: Local, chain: Chain): boolean {
    const condition = /^\s*(if|elif)\s*\((.*)\)\s*$/s.exec(key);
    if (condition !== null) {
      this.#condition(condition[1] ?? '', condition[2] ?? '', { value, local, chain });
      return true;
    }
    if (/^\s*else\s*$/.test(key)) {
      const isDue = chain.is === 'unmet';
      chain.is = 'none';
      if (isDue) this.sequence(value, local);
      return true;
    }
    const loop = /^\s*for\s?each\s*\(\s*(?:@?(\w+)\s*:)?(.*)\)\s*$/is.exec(key);
    if (loop === null) return false;
    chain.is = 'none';
    this.#loop(loop[1] ?? 'i', loop[2] ?? '', value, local);
    return true;
  }

  #condition(
    word: string,
    text: string,
    { value, local, chain }: { readonly value: Json; readonly local: Local; readonly chain: Chain },
  ): void {
    if (word === 'elif' && chain.is !== 'unmet') return;
    const isTrue = this.holds(text, local);
    if (isTrue === undefined) this.log(`invalid condition: ${text.trim()}`);
    else if (!isTrue) this.log('condition is not met');
    chain.is = isTrue === false ? 'unmet' : 'none';
    if (isTrue) this.sequence(value, local);
  }

  /** Whether a condition is met; undefined for one that cannot be understood. */
  holds(text: string, local: Local): boolean | undefined {
    const names = this.names(local);
    try {
      return isMet(evaluate(textOf(filled(text, names)), word => names.look(word)));
    } catch (error) {
      if (error instanceof InvalidExpression) return undefined;
      throw error;
    }
  }

  #loop(name: string, path: string, value: Json, local: Local): void {
    const trimmed = path.trim();
    const over = this.fill(trimmed.startsWith('${') ? trimmed : `\${${trimmed}}`, local);
    const items = isList(over) ? over : isObject(over) ? Object.values(over) : [];
    if (items.length > MOST_ITEMS) throw refuse(refusals.tooMuch, { what: 'items of a loop', most: MOST_ITEMS });
    for (const [at, item] of items.entries()) {
      const inside = new Map([...local.items, [`@${name}`, item], [`@@${name}`, at] as const, ['@', at] as const]);
      this.work.within(() => this.sequence(value, { this: local.this, items: inside }));
    }
  }

  names(local: Local): Names {
    const look = (word: string): Json | undefined => {
      if (word.startsWith('@')) return local.items.get(word);
      const { baseUrl, settings, nodeGroup } = this.subject;
      switch (word) {
        case 'this':
          return local.this;
        case 'globals':
          return this.globals;
        case 'settings':
          return settings;
        case 'response':
          return this.response;
        case 'baseUrl':
          return baseUrl;
        case 'platformUrl':
          return `https://app.${this.work.call.cloud.settings.platform}/`;
        case 'user':
          return this.#user();
        case 'env':
          return this.envName === null ? undefined : envOf(this.info);
        case 'nodes':
          return this.envName === null ? undefined : this.#nodesNow();
        case 'targetNodes':
          return nodeGroup === null ? {} : (this.#nodesNow()[nodeGroup] ?? { nodeGroup });
        default:
          return undefined;
      }
    };
    return { look, call: (name, given) => this.#functions.call(name, given) };
  }

  #nodesNow(): JsonObject {
    const { info } = this;
    this.#nodes ??= nodesOf(info, this.work.call.cloud.random);
    return this.#nodes;
  }

  /** Sets globals. Refuses more of them than a record holds. */
  setGlobals(values: JsonObject): void {
    Object.assign(this.globals, values);
    if (JSON.stringify(this.globals).length > MOST_GLOBALS)
      throw refuse(refusals.tooMuch, { what: 'letters of globals', most: MOST_GLOBALS });
  }

  #user(): JsonObject {
    const { cloud, caller } = this.work.call;
    const { id, email } = cloud.accounts.need(caller.holder);
    const appPassword = cloud.random.letters({ entity: 'manifest', id: this.subject.id, field: 'appPassword' }, 10);
    return { uid: id, email, name: email, appPassword };
  }
}

/** An answer of several nodes has the members of the first of them beside the list: `${response.out}`. */
const flat = (answer: Json): Json => {
  const [first] = listOf(member(answer, 'responses'));
  return isObject(answer) && isObject(first) ? { ...first, ...answer } : answer;
};

/** Where a condition stands among its neighbours: `else` is for an `if` right before it that was not met. */
interface Chain {
  is: 'none' | 'unmet';
}
