import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { done, enveloped, id } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** Longest as in the creation of a machine or a volume. */
const callbackUrl = z.object({ url: z.string().min(1).max(250) });
const attached = enveloped({ url: z.string() });

nameSchemas({ CallbackUrl: callbackUrl, CallbackAttached: attached });

const URL_SENT = 'https://example.com/example-webhook';
const machine = { params: z.object({ vm_id: id() }), failures: ['notFound', 'conflict'] } as const;
const volume = { params: z.object({ volume_id: id() }), failures: ['notFound', 'conflict'] } as const;
const ofMachine = { params: { vm_id: '1' } } as const;
const ofVolume = { params: { volume_id: '1' } } as const;

/** Somebody who is told what happens to one machine or one volume, by HTTP POST. */
export const callbacks = defineOperations(routes.callbacks, {
  attachToVirtualMachine: {
    summary: 'Have a URL told what happens to a virtual machine',
    docs: page('CallbacksApi', 'attachCallbackToVM'),
    effect: 'write',
    ...machine,
    body: callbackUrl,
    responses: { 200: attached },
    example: { ...ofMachine, body: { url: URL_SENT } },
    keeps: [{ read: 'virtualMachines.show', at: '$.instance.callback_url', of: 'url' }],
  },
  updateOfVirtualMachine: {
    summary: 'Have another URL told',
    docs: page('CallbacksApi', 'updateVMCallback'),
    effect: 'write',
    ...machine,
    body: callbackUrl,
    responses: { 200: attached },
    example: { ...ofMachine, body: { url: `${URL_SENT}-v2` } },
    keeps: [{ read: 'virtualMachines.show', at: '$.instance.callback_url', of: 'url' }],
  },
  deleteOfVirtualMachine: {
    summary: 'Have nobody told any more what happens to a virtual machine',
    docs: page('CallbacksApi', 'deleteVMCallback'),
    effect: 'destroy',
    ...machine,
    responses: { 200: done },
    example: ofMachine,
  },
  attachToVolume: {
    summary: 'Have a URL told what happens to a volume',
    docs: page('CallbacksApi', 'attachCallbackToVolume'),
    effect: 'write',
    ...volume,
    body: callbackUrl,
    responses: { 200: attached },
    example: { ...ofVolume, body: { url: URL_SENT } },
    keeps: [{ read: 'volumes.show', at: '$.volume.callback_url', of: 'url' }],
  },
  updateOfVolume: {
    summary: 'Have another URL told',
    docs: page('CallbacksApi', 'updateVolumeCallback'),
    effect: 'write',
    ...volume,
    body: callbackUrl,
    responses: { 200: attached },
    example: { ...ofVolume, body: { url: `${URL_SENT}-v2` } },
    keeps: [{ read: 'volumes.show', at: '$.volume.callback_url', of: 'url' }],
  },
  deleteOfVolume: {
    summary: 'Have nobody told any more what happens to a volume',
    docs: page('CallbacksApi', 'deleteVolumeCallback'),
    effect: 'destroy',
    ...volume,
    responses: { 200: done },
    example: ofVolume,
  },
});

const docs = 'https://docs.hyperstack.cloud/docs/api-reference/callbacks';

export const callbackRefusals = {
  /** A status of 400 is listed for these calls; no page says for what. */
  noCallback: {
    kind: 'conflict',
    text: where => `No callback URL is attached to ${where}.`,
    evidence: 'assumed',
    docs,
  } satisfies Refusal<string>,
} as const;
