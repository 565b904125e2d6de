import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { defineOperations } from '../../../core/operation.js';
import { float, uuid } from '../../../core/wire.js';
import { enveloped, id } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import {
  billingEvents,
  granularity,
  graph,
  graphed,
  january,
  metrics,
  pages,
  rangeQuery,
  resourcesQuery,
  rows,
  succeeded,
} from './common.js';

const vm = z.strictObject({
  /** The bill's own id. */
  id: uuid,
  /** The resource's id in every other call. */
  infrahub_id: z.int(),
  resource_name: z.string(),
  status: z.string(),
  contract_id: z.int().nullable(),
});

const vmHistory = succeeded({
  billing_history_vm: z.strictObject({
    ...rows(vm, z.strictObject(metrics)),
    pagination: z.strictObject(pages),
  }),
});

const vmDetails = enveloped({
  billing_history_vm_details: z.strictObject(
    rows(
      vm,
      z.strictObject({
        ...metrics,
        usage_time_ACTIVE: z.number(),
        usage_time_SHUTOFF: z.number(),
        /** Absent in some real answers. */
        usage_time_HIBERNATED: z.number().optional(),
      }),
    ),
  ),
});

const vmGraph = enveloped({
  billing_history_vm_details: z.strictObject({
    ...rows(vm, graphed),
    granularity,
  }),
});
const machine = z.strictObject({
  id: uuid,
  infrahub_id: z.int(),
  resource_name: z.string(),
});

/** What each part of a virtual machine cost; together they are its bill. Real answers leave some parts out. */
const subResources = enveloped({
  sub_resources_costs: z.strictObject(
    rows(
      machine,
      z.strictObject({
        gpu_incurred_bill: float,
        gpu_non_discounted_bill: float.optional(),
        cpu_incurred_bill: float,
        cpu_non_discounted_bill: float.optional(),
        ram_incurred_bill: float,
        ram_non_discounted_bill: float.optional(),
        publicip_incurred_bill: float,
        publicip_non_discounted_bill: float.optional(),
        disk_incurred_bill: float,
        disk_non_discounted_bill: float.optional(),
        ephemeral_incurred_bill: float,
        ephemeral_non_discounted_bill: float.optional(),
      }),
    ),
  ),
});

const subResourcesGraph = enveloped({
  sub_resources_costs: z.strictObject({
    ...rows(
      machine,
      z.strictObject({
        gpu_incurred_bill: float.optional(),
        gpu_incurred_bill_graph: graph.optional(),
        cpu_incurred_bill: float.optional(),
        cpu_incurred_bill_graph: graph.optional(),
        ram_incurred_bill: float.optional(),
        ram_incurred_bill_graph: graph.optional(),
        publicip_incurred_bill: float.optional(),
        publicip_incurred_bill_graph: graph.optional(),
        disk_incurred_bill: float.optional(),
        disk_incurred_bill_graph: graph.optional(),
        ephemeral_incurred_bill: float.optional(),
        ephemeral_incurred_bill_graph: graph.optional(),
      }),
    ),
    granularity,
  }),
});

nameSchemas({
  VmAttributes: vm,
  VmHistory: vmHistory,
  VmDetails: vmDetails,
  VmGraph: vmGraph,
  MachineWithParts: machine,
  SubResources: subResources,
  SubResourcesGraph: subResourcesGraph,
});

const ofMachine = {
  params: z.object({ vm_id: id() }),
  query: rangeQuery,
  failures: ['notFound', 'conflict'],
  example: { params: { vm_id: '1' }, query: january },
} as const;

export const historyOfMachines = defineOperations(routes.history, {
  virtualMachines: {
    summary: 'What each virtual machine cost between two dates',
    docs: page('BillingApi', 'getVMBillingHistory'),
    effect: 'read',
    query: resourcesQuery,
    failures: ['conflict'],
    responses: { 200: vmHistory },
    example: {
      query: {
        ...january,
        search: 'web',
        page: '1',
        per_page: '10',
      },
    },
  },
  virtualMachine: {
    summary: 'What one virtual machine cost between two dates, and how long it was in which state',
    docs: page('BillingApi', 'getVMBillingDetails'),
    effect: 'read',
    ...ofMachine,
    responses: { 200: vmDetails },
  },
  virtualMachineGraph: {
    summary: 'What one virtual machine cost between two dates, step by step',
    docs: page('BillingApi', 'getVMBillingGraph'),
    effect: 'read',
    ...ofMachine,
    responses: { 200: vmGraph },
  },
  subResources: {
    summary: 'What each part of a virtual machine cost between two dates',
    docs: page('BillingApi', 'getVMSubResourceCosts'),
    effect: 'read',
    ...ofMachine,
    responses: { 200: subResources },
  },
  subResourcesGraph: {
    summary: 'What each part of a virtual machine cost between two dates, step by step',
    docs: page('BillingApi', 'getVMSubResourceGraph'),
    effect: 'read',
    ...ofMachine,
    responses: { 200: subResourcesGraph },
  },
  virtualMachineEvents: {
    summary: 'Stretches of time that a virtual machine was charged at one price',
    docs: page('BillingApi', 'getVMBillingEvents'),
    effect: 'read',
    ...ofMachine,
    responses: { 200: billingEvents },
  },
});
