import { z } from 'zod';
import { disputedField } from '../../../core/disputed.js';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed } from '../../../core/evidence.js';
import type { Refusal } from '../../../core/failure.js';
import { defineOperations } from '../../../core/operation.js';
import { read, secret } from '../../../core/wire.js';
import { enveloped, id } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';

/** How far back metrics may be asked for. */
export const metricDurations = ['1h', '2h', '4h', '6h', '12h', '1d', '3d', '7d', '15d', '30d'] as const;
export type MetricDuration = (typeof metricDurations)[number];

const METRICS = page('VirtualMachineApi', 'getVMMetrics');
const CONSOLE = page('VncUrlApi', 'getVNCURL');
const LOGS = page('VirtualMachineApi', 'requestVMLogs');

export const monitoringRefusals = {
  /** 406 is listed for this call, with no word of what it says. */
  unacceptableDuration: {
    kind: 'conflict',
    as: 406,
    text: duration => `Invalid duration ${duration}. It must be one of ${metricDurations.join(', ')}`,
    evidence: 'assumed',
    docs: METRICS,
  } satisfies Refusal<string>,
  /** Clients are told to wait a few seconds, and not what they read before. */
  consoleNotReady: {
    kind: 'conflict',
    text: job => `The VNC console of job ${job} is not ready yet`,
    evidence: 'assumed',
    docs: CONSOLE,
  } satisfies Refusal<number>,
} as const;

/** Rows of three: when, over how many seconds, and how much. The documentation prints none of them. */
const metric = z.strictObject({
  unit: z.string(),
  columns: z.array(z.string()),
  data: assumed(z.array(z.array(z.union([z.string(), z.number()])))),
});
export type ShownMetric = z.output<typeof metric>;

/** Without the envelope. */
const metrics = z.strictObject({
  cpu: metric,
  'memory.usages': metric,
  'network.in': metric,
  // In the vendor's OpenAPI, and not in the printed answer:
  'network.out': disputedField(metric),
  'disk.read': disputedField(metric),
  'disk.write': disputedField(metric),
});

const consolePath = enveloped({ url: z.string() });
const console = enveloped({ vnc_url: z.strictObject({ id: z.int(), vnc_url: secret(z.string()) }) });
const logsRequested = enveloped({ request_id: z.int() });
/** `status` is false, and `logs` null, while they are being fetched. */
const logs = enveloped({ logs: z.string().nullable() });

/** The command is told when they are switched on, and no longer when off. */
const enhancedMetrics = enveloped({
  metrics: z.strictObject({ enabled: z.boolean() }),
  install_command: z.string().optional(),
});

nameSchemas({
  Metric: metric,
  Metrics: metrics,
  ConsolePath: consolePath,
  Console: console,
  LogsRequested: logsRequested,
  Logs: logs,
  EnhancedMetrics: enhancedMetrics,
});

const example = { params: { vm_id: '1' } } as const;
const one = { params: z.object({ vm_id: id() }), example } as const;

/** How a machine is doing, and a look at it. */
export const monitoringOfMachine = defineOperations(routes.virtualMachines, {
  metrics: {
    summary: 'What a virtual machine used of its processors, memory, disks and network',
    docs: METRICS,
    effect: 'read',
    ...one,
    query: z.object({
      /** One of `metricDurations`; without it all that is there. Another is refused in the service's own way, not as wrong input. */
      duration: z.string().optional(),
    }),
    responses: { 200: metrics },
    failures: ['notFound', 'conflict'],
    example: { ...example, query: { duration: '1h' } },
  },
  requestLogs: {
    summary: 'Ask for what a virtual machine wrote to its console',
    docs: LOGS,
    effect: 'write',
    ...one,
    /** How many lines, from the last back. */
    body: z.object({ length: z.int().min(1).optional() }),
    /** 202 is printed; the vendor's OpenAPI has 200, its page both. */
    responses: { 200: logsRequested, 202: logsRequested },
    failures: ['notFound', 'conflict'],
    example: { ...example, body: { length: 20 } },
  },
  logs: {
    summary: 'What a virtual machine wrote to its console, as it was asked for',
    docs: page('VirtualMachineApi', 'getVMLogs'),
    effect: 'read',
    ...one,
    query: z.object({ request_id: read.integer() }),
    responses: { 200: logs },
    failures: ['notFound', 'conflict'],
    example: { ...example, query: { request_id: '1' } },
  },
  requestConsole: {
    summary: 'Ask for a console of a virtual machine; its address comes later',
    docs: page('VncUrlApi', 'requestVMConsole'),
    effect: 'write',
    ...one,
    responses: { 200: consolePath },
    failures: ['notFound', 'conflict'],
  },
  console: {
    summary: 'The address of a console that was asked for',
    docs: CONSOLE,
    effect: 'read',
    params: z.object({ vm_id: id(), job_id: id() }),
    responses: { 200: console },
    failures: ['notFound', 'conflict'],
    example: { params: { vm_id: '1', job_id: '1' } },
  },
  toggleEnhancedMetrics: {
    summary: 'Switch the metrics of an agent in a virtual machine on or off',
    docs: 'https://docs.hyperstack.cloud/docs/api-reference/update-enhanced-monitoring-for-a-virtual-machine',
    effect: 'write',
    ...one,
    body: z.object({ enabled: z.boolean() }),
    responses: { 200: enhancedMetrics },
    failures: ['notFound'],
    example: { ...example, body: { enabled: true } },
    keeps: [{ read: 'virtualMachines.show', at: '$.instance.enhanced_metrics.enabled', of: 'enabled' }],
  },
});
