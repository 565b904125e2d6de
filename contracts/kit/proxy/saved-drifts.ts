import type { LoadedContract } from '../../core/contract.js';
import { type DriftRow, driftRow } from '../drifts/row.js';
import type { ReportFinding } from '../report/report.js';
import { requestChecks } from './request-checks.js';

const TYPES = ['string', 'number', 'boolean', 'object', 'array', 'null'] as const;

/**
 * A finding as a row of the drift suite, which replays it against a double: an edit that makes of a right answer one with
 * this drift. Undefined for what an endpoint did not do: what a client sends, and what the contract does not describe.
 */
export function rowOf(contract: LoadedContract, finding: ReportFinding, day: string): DriftRow | undefined {
  const { check, operation, path, severity, status } = finding;
  const entry = contract.byId.get(operation);
  if (entry === undefined || requestChecks.some(({ id }) => id === check)) return undefined;
  const edit = editOf(finding);
  if (edit === undefined) return undefined;
  const failure = contract.dialect.failures;
  const kind = Object.keys(failure).find(name => name === finding.failure);
  const row = driftRow.safeParse({
    id: `${operation}-${status}-${check}-${path}`.replaceAll(/[^\w.-]+/g, '_').replace(/[_-]+$/, ''),
    ...{ vendor: contract.vendor, operation, date: day, source: entry.operation.docs },
    what: `${check} at ${path} (${status}): expected ${finding.expected}; found ${finding.found}.`,
    seenBy: entry.operation.effect === 'read' ? 'read' : 'write',
    ...(kind !== undefined && { failure: kind }),
    edits: [edit],
    expected: [{ check, place: path, severity }],
  });
  return row.success ? row.data : undefined;
}

/** The edit that makes a right answer show the finding. Values are not known, only their kinds and patterns. */
function editOf({ check, path, status, found: said }: ReportFinding): unknown {
  const found = said.replace(/: breaks what this client reads$/, '');
  const at = path;
  switch (check) {
    case 'operation-gone':
      return /wrong verb/.test(found) ? { failure: 'methodNotAllowed' } : { failure: 'noRoute' };
    case 'status':
      return { status };
    case 'media-type':
      return { headers: { 'content-type': /^\S+\/\S+$/.test(found) ? found : null } };
    case 'missing-field':
      return { at, remove: true };
    case 'null':
      return { at, set: null };
    case 'undocumented-field':
      return { at, set: sampleFor(found) };
    case 'number-form':
      return { at, retype: 'integer' };
    case 'pagination':
      return { at, repeat: 100 };
    default:
      return valueEdit(at, found);
  }
}

function valueEdit(at: string, found: string): unknown {
  if (found === 'nothing') return { at, remove: true };
  const like = /^string like (.*)$/s.exec(found)?.[1];
  if (like !== undefined) return { at, set: like };
  if (found.startsWith('"')) return { at, set: found.replaceAll(/^"|"$/g, '') };
  const type = TYPES.find(one => found.startsWith(one));
  if (type === 'array') return { at, wrap: 'array' };
  return type === undefined ? undefined : { at, retype: type };
}

/** A value of a kind that a report names. */
function sampleFor(found: string): unknown {
  if (found.startsWith('array')) return [];
  if (found === 'object') return {};
  if (found === 'number') return 1;
  return found === 'boolean' ? true : found === 'null' ? null : 'a';
}
