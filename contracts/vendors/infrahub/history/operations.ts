import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { id } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import {
  billingEvents,
  organizationHistory,
  organizationQuery,
  rangeQuery,
  resourcesQuery,
  subResources,
  subResourcesGraph,
  vmDetails,
  vmGraph,
  vmHistory,
  volumeDetails,
  volumeGraph,
  volumeHistory,
} from './schemas.js';

const january = { start_date: '2025-01-01T00:00:00', end_date: '2025-02-01T00:00:00' } as const;

const ofMachine = {
  params: z.object({ vm_id: id() }),
  query: rangeQuery,
  failures: ['notFound', 'conflict'],
  example: { params: { vm_id: '1' }, query: january },
} as const;
const ofVolume = {
  params: z.object({ volume_id: id() }),
  query: rangeQuery,
  failures: ['notFound', 'conflict'],
  example: { params: { volume_id: '1' }, query: january },
} as const;

export const history = defineOperations(routes.history, {
  organization: {
    summary: 'What the organisation spent between two dates, by product',
    docs: page('BillingApi', 'getUserBillingHistory'),
    effect: 'read',
    query: organizationQuery,
    failures: ['conflict'],
    responses: { 200: organizationHistory },
    example: { query: january },
    checkedWith: { query: { graph: 'true' } },
  },
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
  volumes: {
    summary: 'What each volume cost between two dates',
    docs: page('BillingApi', 'getVolumeBillingHistory'),
    effect: 'read',
    query: resourcesQuery,
    failures: ['conflict'],
    responses: { 200: volumeHistory },
    example: { query: { ...january, page: '1' } },
  },
  volume: {
    summary: 'What one volume cost between two dates',
    docs: page('BillingApi', 'getVolumeBillingDetails'),
    effect: 'read',
    ...ofVolume,
    responses: { 200: volumeDetails },
  },
  volumeGraph: {
    summary: 'What one volume cost between two dates, step by step',
    docs: page('BillingApi', 'getVolumeBillingHistoryGraph'),
    effect: 'read',
    ...ofVolume,
    responses: { 200: volumeGraph },
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
  volumeEvents: {
    summary: 'Stretches of time that a volume was charged at one price',
    docs: page('BillingApi', 'getVolumeBillingEvents'),
    effect: 'read',
    ...ofVolume,
    responses: { 200: billingEvents },
  },
});
