/** What `hostdouble/contracts` gives: the contracts, their types, and the checks that hold an endpoint to them. */

export type { ControlOperations } from './control/index.js';
export { control } from './control/index.js';
export type { Check, Finding, Severity } from './core/checks.js';
export { checkExchange, replyChecks } from './core/checks.js';
export type { CallErrorKind, ClientOptions } from './core/client.js';
export { CallError, createClient } from './core/client.js';
export type { About, Contract, Entry, Loaded, LoadedContract, ManagedResource } from './core/contract.js';
export { defineContract, loadContract } from './core/define-contract.js';
export type { Dialect, FailureForm, Scheme, WireReply } from './core/dialect.js';
export { eachKind } from './core/dialect.js';
export type { Forms } from './core/disputed.js';
export { disputed, disputedField, disputedName } from './core/disputed.js';
export { nameSchemas, sentAs } from './core/document-marks.js';
export type { Duration } from './core/duration.js';
export type { Evidence } from './core/evidence.js';
export { assumed, client, observed } from './core/evidence.js';
export type { Exchange } from './core/exchange.js';
export type { FailureDetail, FailureKind, InputIssue, Refusal } from './core/failure.js';
export { Failure, failureKinds, refuse } from './core/failure.js';
export { plainWords } from './core/issue-words.js';
export { toOpenApi } from './core/openapi.js';
export type {
  Described,
  Description,
  Effect,
  Example,
  Operation,
  Operations,
  PartInput,
  PartOutput,
  Reply,
} from './core/operation.js';
export { defineOperations, defineOperations as describe } from './core/operation.js';
export type { PlainDialect } from './core/plain-dialect.js';
export { plainDialect } from './core/plain-dialect.js';
export type { JsonPath, Playbook, RelativeTime, SignIn, Source } from './core/playbook.js';
export { definePlaybook } from './core/playbook.js';
export type { Credentials, Send, WireRequest } from './core/request.js';
export type { Resource } from './core/resource.js';
export { defineResource } from './core/resource.js';
export type { Method, OperationId, RouteGroup, Routes } from './core/route.js';
export type { TimeForm } from './core/time.js';
export { dayTime, microTime, naiveTime, sqlTime, utcTime, zonedTime } from './core/time.js';
export type { CallAnswer, CallArguments, CallInput, Client, OperationsOf } from './core/typed-calls.js';
export type { WholeNumber } from './core/whole-number.js';
export { readWholeNumber, wholeNumberShown } from './core/whole-number.js';
export type { OperationMark } from './core/wire.js';
export {
  day,
  empty,
  float,
  microDateTime,
  naiveDateTime,
  read,
  secret,
  sqlDateTime,
  text,
  utcDateTime,
  uuid,
  zonedDateTime,
} from './core/wire.js';
export type { Listed, ListedOperationId } from './index.js';
export { contracts } from './index.js';
export type { Baseline } from './kit/report/baseline.js';
export { baseline, baselineFrom } from './kit/report/baseline.js';
export { disputeChecks } from './kit/report/disputes.js';
export type { Format } from './kit/report/formats/index.js';
export { formats } from './kit/report/formats/index.js';
export type { Report, ReportFinding, ReportOperation } from './kit/report/report.js';
export { report } from './kit/report/report.js';
export type { EarlierReport, SinceThen } from './kit/report/since.js';
export { earlierReport } from './kit/report/since.js';
export type { Progress, RunOptions } from './kit/run/options.js';
export type { PlannedCall } from './kit/run/plan.js';
export { credentialsFrom } from './kit/transport/credentials.js';
export { absenceChecks } from './kit/verdict/gone.js';
export { refusalChecks } from './kit/verdict/refusals.js';
export type { PlanOfOptions, RunContractOptions } from './run-contract.js';
export { planOf, runContract } from './run-contract.js';
