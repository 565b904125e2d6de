/** What `hostdouble/contracts` gives: the contracts, their types, and the checks that hold an endpoint to them. */

export type { Check, Finding, Severity } from './core/checks.js';
export { checkExchange, replyChecks } from './core/checks.js';
export type { Contract, Entry, Loaded, LoadedContract, ManagedResource } from './core/contract.js';
export { defineContract, loadContract } from './core/define-contract.js';
export type { Dialect, FailureForm, Scheme, WireReply } from './core/dialect.js';
export type { Evidence } from './core/evidence.js';
export type { Exchange } from './core/exchange.js';
export type { FailureKind, Refusal } from './core/failure.js';
export { failureKinds } from './core/failure.js';
export { toOpenApi } from './core/openapi.js';
export type {
  Description,
  Effect,
  Example,
  Operation,
  Operations,
  PartInput,
  PartOutput,
  Reply,
} from './core/operation.js';
export { defineOperations } from './core/operation.js';
export type { JsonPath, Playbook, RelativeTime, SignIn, Source } from './core/playbook.js';
export { definePlaybook } from './core/playbook.js';
export type { Resource } from './core/resource.js';
export { defineResource } from './core/resource.js';
export type { OperationId, Routes } from './core/route.js';
export { secret } from './core/wire.js';
export type { Listed } from './index.js';
export { contracts } from './index.js';
export type { RunContractOptions } from './kit/index.js';
export { runContract } from './kit/index.js';
export type { Baseline } from './kit/report/baseline.js';
export { baseline, baselineFrom } from './kit/report/baseline.js';
export type { Format } from './kit/report/formats/index.js';
export { formats } from './kit/report/formats/index.js';
export type { Report, ReportFinding, ReportOperation } from './kit/report/report.js';
export { report } from './kit/report/report.js';
export type { Progress, RunOptions } from './kit/run/options.js';
export type { PlannedCall } from './kit/run/plan.js';
export { planOf } from './kit/run/plan.js';
export { credentialsFrom } from './kit/transport/credentials.js';
export type { Credentials, Send, WireRequest } from './kit/transport/request.js';
export { refusalChecks } from './kit/verdict/refusals.js';
