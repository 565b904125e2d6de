import type { Severity } from '../../../core/checks.js';
import { allChecks } from '../../verdict/all-checks.js';
import type { Report, ReportFinding } from '../report.js';
import type { Locate, SourceLine } from './github.js';
import { movedOf, saidOf } from './said.js';
import { byReason } from './terminal.js';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  notice: 'note',
};

/** Name of the fingerprint. A later form of the ids would have another, so that known results stay known. */
const FINGERPRINT = 'hostdoubleFinding/v1';

/**
 * SARIF 2.1.0, for code scanning and for editors: the checks are the rules, and a result stands at the line of the contract
 * that the endpoint contradicts. What a baseline allows is suppressed; why a run could not be made, what it left behind and
 * what it could not compare are notifications.
 */
export function sarif(report: Report, locate: Locate = () => undefined): string {
  const used = new Set(report.findings.map(({ check }) => check));
  const known = allChecks.filter(({ id }) => used.has(id));
  const rules = [
    ...known.map(({ id, sentence, severity }) => ({
      id,
      shortDescription: { text: sentence },
      defaultConfiguration: { level: LEVELS[severity] },
    })),
    ...[...used].filter(id => !known.some(one => one.id === id)).map(id => ({ id, shortDescription: { text: id } })),
  ];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'hostdouble', rules } },
        automationDetails: { id: `hostdouble/${report.vendor}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.verdict !== 'environment',
            exitCode: report.exitCode,
            startTimeUtc: report.startedAt,
            toolExecutionNotifications: notificationsOf(report),
          },
        ],
        results: report.findings.map(finding =>
          resultOf(
            finding,
            rules.findIndex(({ id }) => id === finding.check),
            locate(finding),
          ),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(finding: ReportFinding, ruleIndex: number, line: SourceLine | undefined) {
  const { id, check, severity, operation, allowed, expected, found, evidence, path, status } = finding;
  const { movedBy, because, request, excerpt } = finding;
  return {
    ruleId: check,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${id}: ${saidOf(finding)}\n${movedOf(finding)}` },
    locations: [
      {
        ...(line && { physicalLocation: placeOfLine(line) }),
        logicalLocations: [{ fullyQualifiedName: `${finding.vendor}/${operation}`, kind: 'function' }],
      },
    ],
    partialFingerprints: { [FINGERPRINT]: id },
    ...(allowed !== null && { suppressions: [{ kind: 'external', justification: allowed }] }),
    properties: { status, path, expected, found, evidence, movedBy, because, request, excerpt },
  };
}

/** A file of the repository, with slashes on every system. */
const placeOfLine = ({ file, line }: SourceLine) => ({
  artifactLocation: { uri: encodeURI(file.replaceAll('\\', '/')), uriBaseId: '%SRCROOT%' },
  region: { startLine: line },
});

const notificationsOf = (report: Report) => [
  ...(report.verdict === 'environment' ? [{ level: 'error', message: { text: report.sentence } }] : []),
  ...report.left.map(({ operation, name, reason }) => ({
    level: 'error',
    message: { text: `left behind by ${operation}: ${name}: ${reason}` },
  })),
  ...[...byReason(report)].map(([said, operations]) => ({
    level: 'note',
    message: { text: `not compared: ${said}: ${operations.map(({ id }) => id).join(', ')}` },
  })),
];
