import type { Contract, LoadedContract } from '../../../contracts/core/contract.js';
import { loadContract } from '../../../contracts/core/define-contract.js';
import type { WireReply } from '../../../contracts/core/dialect.js';
import { isMeant } from '../../../contracts/core/names.js';
import { paramNames } from '../../../contracts/core/route.js';
import { neededKeys } from '../../../contracts/core/schema.js';
import { contracts } from '../../../contracts/index.js';
import { answerInstead, applyEdits } from '../../../contracts/kit/drifts/apply-edits.js';
import { refusalByRows, requestWithout } from '../../../contracts/kit/drifts/edit-request.js';
import type { DriftRow } from '../../../contracts/kit/drifts/row.js';
import type { Report, ReportFinding } from '../../../contracts/kit/report/report.js';
import { reaches, standing } from '../../../contracts/kit/report/report.js';
import type { Send, WireRequest } from '../../../contracts/kit/transport/request.js';
import { createRouteTable } from '../../../mock-server/http/route-table.js';
import type { MockServer } from '../../../mock-server/index.js';
import { trial } from '../kit.js';
import { overWire } from '../over-wire.js';
import { formOf, rewritten } from './wire.js';

const loaded = new Map<
  string,
  Promise<{ contract: LoadedContract; entryOf: (request: WireRequest) => string | undefined }>
>();

/** A vendor's whole contract, and which of its operations a request calls. */
export function vendorOf(vendor: string) {
  const known = loaded.get(vendor) ?? load(vendor);
  loaded.set(vendor, known);
  return known;
}

async function load(vendor: string) {
  const contract: Contract | undefined = await contracts[vendor]?.load();
  if (contract === undefined) throw new Error(`there is no vendor "${vendor}"`);
  const table = createRouteTable(contract, {});
  const { basePath } = contract.dialect;
  const entryOf = ({ method, url }: WireRequest): string | undefined => {
    const { pathname } = new URL(url);
    const found = pathname.startsWith(basePath) ? table.find(method, pathname.slice(basePath.length)) : undefined;
    return found !== undefined && 'place' in found ? `${found.place.group}.${found.place.name}` : undefined;
  };
  return { contract: await loadContract(contract), entryOf };
}

/** Sends to an endpoint that has drifted as some rows say; `onDrift` is told of each exchange that is otherwise for it. */
export async function drifting(vendor: string, rows: readonly DriftRow[], onDrift = (): void => {}): Promise<Send> {
  const { contract, entryOf } = await vendorOf(vendor);
  const times = new Map<string, number>();
  return async (request, timeout): Promise<WireReply> => {
    const entry = contract.byId.get(entryOf(request) ?? '');
    if (entry === undefined) return overWire(request, timeout);
    const key = `${request.method} ${request.url} ${request.body}`;
    const nth = (times.get(key) ?? 0) + 1;
    times.set(key, nth);
    const call = { contract, entry, nth, request };
    const instead = answerInstead(rows, call) ?? refusalByRows(rows, call);
    if (instead !== undefined) {
      onDrift();
      return instead;
    }
    const sent = requestWithout(rows, call);
    const reply = await overWire(sent, timeout);
    const drifted = applyEdits(rows, { ...call, reply });
    if (drifted !== reply || sent.body !== request.body || sent.url !== request.url) onDrift();
    return drifted;
  };
}

const everything = ['write', 'spend', 'destroy'] as const;
/** Reads of the same vendor that are called beside, so that a run compares something also where an operation is gone. */
const BESIDE = 4;

const concerns = ({ operation }: DriftRow, id: string): boolean => [operation].flat().some(one => isMeant(one, id));

/** A run, and whether any of its calls met what a row says. */
export interface Replay {
  readonly report: Report;
  readonly isMet: boolean;
}

/** A run against a double that stands behind an endpoint which has drifted as a row says. */
export async function replay(mock: MockServer, row: DriftRow): Promise<Replay> {
  const { contract } = await vendorOf(row.vendor);
  const beside = contract.entries.filter(
    ({ id, operation: { effect, path, query } }) =>
      effect === 'read' && paramNames(path).length === 0 && neededKeys(query).length === 0 && !concerns(row, id),
  );
  const writes =
    contract.entries.some(({ id, operation }) => operation.effect !== 'read' && concerns(row, id)) &&
    row.seenBy !== 'read';
  // What concerns the caller alone is called only where nothing at the endpoint matters.
  const disposable =
    writes &&
    contract.entries.every(
      ({ id, operation }) =>
        !concerns(row, id) ||
        (paramNames(operation.path).length === 0 && !contract.resources.some(({ create }) => create.id === id)),
    );
  const form = formOf(row);
  let isMet = form !== undefined;
  const drifted = await drifting(row.vendor, [row], () => {
    isMet = true;
  });
  const bytes = form === undefined ? undefined : await rewritten(form);
  const { report } = await trial(mock, {
    vendor: row.vendor,
    only: [...[row.operation].flat(), ...beside.slice(0, BESIDE).map(({ id }) => id)],
    ...(writes && { allow: everything, disposable }),
    refusals: row.failure !== undefined || row.expected.some(({ check }) => /^refuses-|^unknown-id/.test(check)),
    send: bytes?.over(drifted) ?? drifted,
  });
  await bytes?.close();
  return { report, isMet };
}

/** Whether a place is inside another: what is wrong there goes with it. */
export const isBelow = (place: string, other: string | undefined): boolean =>
  other !== undefined && place.startsWith(other) && /^[.[]/.test(place.slice(other.length));

const fails = ({ severity }: ReportFinding): boolean => reaches(severity, 'warning');

/** What a row expects and a run did not find, and what failed the run beside; nothing if it is as expected. */
export function surprises(row: DriftRow, { report: { findings, exitCode, sentence }, isMet }: Replay): string[] {
  const isExpected = (finding: ReportFinding, { check, place, severity }: DriftRow['expected'][number]): boolean =>
    finding.check === check &&
    (place === undefined || finding.path === place) &&
    (severity === undefined ? fails(finding) : finding.severity === severity);
  const missed = row.expected.filter(one => !findings.some(finding => isExpected(finding, one)));
  const failing = standing(findings).filter(fails);
  const beside = failing.filter(
    finding => !row.expected.some(one => isExpected(finding, one) || isBelow(finding.path, one.place)),
  );
  const exit = failing.length > 0 ? 2 : 0;
  return [
    ...(isMet || row.unseen !== undefined ? [] : ['no call met it']),
    ...missed.map(({ check, place = '' }) => `not found: ${check} ${place}`),
    ...beside.map(({ id }) => `not expected: ${id}`),
    ...(exitCode === exit ? [] : [`exit ${exitCode}: ${sentence}`]),
  ];
}
