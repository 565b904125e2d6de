import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { defineOperations } from '../../../core/operation.js';
import { done, enveloped, filter } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { limitedResources } from './refusals.js';

/** What a machine with GPUs of a model may have: of each the least and the most. */
const range = z.array(z.int());
const ofModel = enveloped({
  compliance: z.strictObject({
    gpu_model: z.string(),
    cpu: range,
    /** In GB, as the disk. */
    ram: range,
    hdd: range,
  }),
});

const oneLimit = enveloped({
  compliance: z.strictObject({
    id: z.int(),
    gpu_model: z.string(),
    resource_type: z.string(),
    base_value: z.int(),
    variation_min: z.int(),
    variation_max: z.int(),
    variation_unit: z.int(),
  }),
});

const amount = () => z.int().min(-1_000_000).max(1_000_000);

const limit = z.object({
  gpu_model: z.string(),
  resource_type: z.enum(limitedResources),
  base_value: amount(),
  /** How far it may lie from the base, both bounds included. */
  variation_min: amount(),
  variation_max: amount(),
  variation_unit: amount(),
});

nameSchemas({ ComplianceOfModel: ofModel, OneComplianceLimit: oneLimit, ComplianceLimit: limit });

const body = {
  gpu_model: 'H200-141G-SXM5',
  resource_type: 'CPU',
  base_value: 100,
  variation_min: 0,
  variation_max: 200,
  variation_unit: 1,
};

/** No thing that a check may make: the deletion takes all limits of a model, and some may be somebody else's. */
export const compliance = defineOperations(routes.compliance, {
  show: {
    summary: 'What a machine with GPUs of a model may have',
    docs: page('ComplianceApi', 'getCompliance'),
    effect: 'read',
    /** Without a model it answers for the first: the OpenAPI knows one object and no list of them. */
    query: z.object({ gpu: filter() }),
    responses: { 200: ofModel },
    failures: ['notFound', 'conflict'],
    example: { query: { gpu: 'RTX-A4000' } },
  },
  create: {
    summary: 'Limit what a machine with GPUs of a model may have of one thing',
    docs: page('ComplianceApi', 'createCompliance'),
    effect: 'write',
    body: limit,
    responses: { 201: oneLimit },
    failures: ['notFound', 'exists', 'conflict'],
    example: { body },
    keeps: [
      { read: 'compliance.create', at: '$.compliance.gpu_model', of: 'gpu_model' },
      { read: 'compliance.create', at: '$.compliance.base_value', of: 'base_value' },
    ],
  },
  update: {
    summary: 'Change the limit of a model and a thing',
    docs: page('ComplianceApi', 'updateCompliance'),
    effect: 'write',
    body: limit,
    responses: { 200: oneLimit },
    failures: ['notFound', 'conflict'],
    example: { body: { ...body, variation_max: 100 } },
    keeps: [{ read: 'compliance.update', at: '$.compliance.variation_max', of: 'variation_max' }],
  },
  delete: {
    summary: 'Take the limits of a model away',
    docs: page('ComplianceApi', 'deleteCompliance'),
    effect: 'destroy',
    params: z.object({ gpu_model: z.string() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { params: { gpu_model: 'H200-141G-SXM5' } },
  },
});
