import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { defineResource } from '../../core/resource.js';
import { dateTime, done, enveloped, id, name } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** What a virtual machine is to be like, kept under a name for the next ones. */
export const shownProfile = z.strictObject({
  id: z.int(),
  name: z.string(),
  description: z.string(),
  /** The members of a creation, as JSON in a text. */
  data: z.string(),
  created_at: dateTime,
});

const oneProfile = enveloped({ profile: shownProfile });
const list = enveloped({ profiles: z.array(shownProfile) });

const createProfile = z.object({
  name: name(50),
  description: z.string().max(150).default(''),
  /** Texts by the vendor's OpenAPI; what it prints has numbers, flags and lists too. */
  data: z.record(z.string(), z.unknown()),
});

nameSchemas({ Profile: shownProfile, OneProfile: oneProfile, ProfileList: list, CreateProfile: createProfile });

const one = { params: z.object({ id: id() }), example: { params: { id: '1' } }, failures: ['notFound'] } as const;

export const profiles = defineOperations(routes.profiles, {
  list: {
    summary: 'All profiles',
    docs: page('ProfileApi', 'listProfiles'),
    effect: 'read',
    responses: { 200: list },
  },
  create: {
    summary: 'Keep what a virtual machine is to be like under a name',
    docs: page('ProfileApi', 'createProfile'),
    effect: 'write',
    body: createProfile,
    responses: { 201: oneProfile },
    failures: ['exists'],
    example: {
      body: {
        name: 'new-profile',
        description: 'example',
        data: {
          name: 'focused-tesla',
          environment_name: 'default-NORWAY-1',
          image_name: 'Ubuntu Server 22.04 LTS R535 CUDA 12.2',
          flavor_name: 'n1-cpu-large',
          key_name: 'example-key',
          assign_floating_ip: false,
          labels: [],
          count: 1,
        },
      },
    },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'profiles.create', at: '$.profile.name', of: 'name' },
      { read: 'profiles.show', at: '$.profile.name', of: 'name' },
      { read: 'profiles.show', at: '$.profile.description', of: 'description' },
    ],
  },
  show: {
    summary: 'One profile',
    docs: page('ProfileApi', 'getProfile'),
    effect: 'read',
    ...one,
    responses: { 200: oneProfile },
  },
  delete: {
    summary: 'Delete a profile; machines made by it stay',
    docs: page('ProfileApi', 'deleteProfile'),
    effect: 'destroy',
    ...one,
    responses: { 200: done },
  },
});

defineResource(profiles, {
  create: 'create',
  ids: { profile_id: '$.profile.id' },
  destroy: 'delete',
  gone: { read: 'show' },
});
