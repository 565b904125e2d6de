import type { Contract } from '../../core/contract.js';
import { routesOf } from '../../core/route.js';
import { type ReportFinding, type ReportOperation, report as reportSchema } from '../report/report.js';
import type { PassedCall } from './passed.js';
import { requestChecks } from './request-checks.js';

type StrayCheckId = 'unknown-operation' | 'wrong-verb' | 'undescribed-operation';

/** Calls of one place that the contract cannot be held to. */
interface Stray {
  readonly id: string;
  readonly check: StrayCheckId;
  readonly status: number;
  readonly method: string;
  readonly expected: string;
  readonly found: string;
  times: number;
}

/** Most places that are told one by one. */
const MOST = 200;
const WORD = /^[A-Za-z][A-Za-z_.~-]{0,23}$/;
const READING = ['GET', 'HEAD', 'OPTIONS'];
const finding = reportSchema.shape.findings.element;

/** Calls of operations that the contract lacks: known and not described, known by other verbs, or not known at all. */
export class Strays {
  readonly #contract: Contract;
  readonly #words: ReadonlySet<string>;
  readonly #strays = new Map<string, Stray>();
  readonly #clean: (text: string) => string;

  /** `clean` takes secrets out of a text: a word of a path may be one. */
  constructor(contract: Contract, clean: (text: string) => string) {
    this.#contract = contract;
    this.#clean = clean;
    const { basePath, aliases = [] } = contract.dialect;
    const paths = [basePath, ...aliases, ...routesOf(contract.routes).map(({ path }) => path)];
    this.#words = new Set(paths.flatMap(path => path.toLowerCase().split('/')));
  }

  /** Takes note of a call; answers the finding, if it is the first of its kind. */
  see(call: PassedCall): ReportFinding | undefined {
    const { route, method } = call;
    const [check, id, expected] =
      route.kind === 'operation'
        ? (['undescribed-operation', route.id, 'an operation that the contract describes'] as const)
        : route.kind === 'wrong-verb'
          ? (['wrong-verb', this.shownPath(call.path), `${route.allowed.join(' or ')} at this path`] as const)
          : (['unknown-operation', this.shownPath(call.path), nearest(route.near)] as const);
    const status = call.reply?.status ?? 0;
    const key = `${check} ${method} ${id} ${status}`;
    const known = this.#strays.get(key);
    if (known !== undefined) known.times += 1;
    if (known !== undefined || this.#strays.size >= MOST) return undefined;
    const found = `${method}, answered ${call.reply === undefined ? 'with nothing' : status}`;
    const named = route.kind === 'operation' ? id : `${method} ${id}`;
    const stray: Stray = { id: named, check, status, method, expected, found, times: 1 };
    this.#strays.set(key, stray);
    return this.#findingOf(stray);
  }

  findings(): ReportFinding[] {
    return [...this.#strays.values()].map(stray => this.#findingOf(stray));
  }

  /** A line for each such operation, in which nothing was compared. */
  operations(): ReportOperation[] {
    const lines = new Map<string, ReportOperation>();
    for (const { id: seen, method, check, times } of this.#strays.values()) {
      const id = this.#clean(seen);
      const exchanges = (lines.get(id)?.exchanges ?? 0) + times;
      lines.set(id, {
        id,
        effect: READING.includes(method) ? 'read' : 'write',
        evidence: 'documented',
        outcome: 'not-compared',
        reason: 'undescribed',
        detail: check,
        exchanges,
        fields: { compared: 0, known: 0 },
        refusals: { tried: 0, held: 0 },
      });
    }
    return [...lines.values()];
  }

  /** A path that no route has, with a star for each word that may be an id or a secret. */
  shownPath(path: string): string {
    const segments = this.#clean(path.slice(0, 1000)).split('/').slice(0, 20);
    return segments
      .map(segment => (segment === '' || this.#words.has(segment.toLowerCase()) || WORD.test(segment) ? segment : '*'))
      .join('/');
  }

  #findingOf({ id: seen, check, status, expected, found, times }: Stray): ReportFinding {
    const { vendor } = this.#contract;
    const id = this.#clean(seen);
    return finding.parse({
      ...{ id: [vendor, id, status, '$', check].join('/'), vendor, operation: id, failure: null },
      ...{ status, path: '$', check, expected, found, times },
      severity: requestChecks.find(one => one.id === check)?.severity ?? 'warning',
      ...{ evidence: 'documented', confirmed: times > 1, allowed: null },
    });
  }
}

const nearest = (near: string | undefined): string =>
  near === undefined ? 'an operation of the contract' : `an operation of the contract, the nearest of which is ${near}`;
