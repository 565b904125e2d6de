import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { assumed, client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read, secret } from '../../../../core/wire.js';
import { done, given, ok, sample, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { commandWords, dockerManifest, imageTag } from './container-settings.js';
import { named } from './schemas.js';

/**
 * The OpenAPI documents the members of a firewall rule for all of these, by mistake. So what stands in `object` is our
 * choice: what a real environment's answer shows of the same thing, else the plainest form.
 */
const object = <S extends z.core.$ZodType>(schema: S) => z.strictObject({ ...ok, object: assumed(schema) });

const ofNode = named.extend({ nodeId: read.integer() });
const words = object(z.array(z.string()));
/** The tutorial of the vendor's command line shows a list of them. */
const tagNames = object(z.array(z.string()));

const image = z.object({
  ...target,
  image: z.string().min(1).max(512),
  registry: given(z.string().max(512)),
  userName: given(z.string().max(256)),
  password: given(secret(z.string().max(256))),
});

const { envName, nodeId, nodeGroup } = sample;
const ofSample = { query: { envName, nodeId } } as const;

/** Text members of a filter; those that are left out match everything. */
const filter = z.object({
  envName: z.string().nullish(),
  nodeGroup: z.string().nullish(),
  registryUrl: z.string().nullish(),
  registryRepo: z.string().nullish(),
  registryUser: z.string().nullish(),
});

nameSchemas({ ContainerOfNode: ofNode, ContainerImage: image, ContainerFilter: filter });

/** environment.control: what containers are made of and how they are run. */
export const containers = defineOperations(routes.control, {
  getContainerEntryPoint: {
    summary: 'The entry point of a container, word by word.',
    docs: docs.openapi,
    effect: 'read',
    query: ofNode,
    responses: { 200: words },
    failures: ['notFound'],
    example: ofSample,
  },
  setContainerEntryPoint: {
    summary: 'Gives a container another entry point; without one that of its image.',
    docs: docs.openapi,
    effect: 'write',
    query: ofNode.extend({ data: given(commandWords()) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName, nodeId, data: '["/start.sh"]' } },
  },
  getContainerRunCmd: {
    summary: 'The command that a container runs, word by word.',
    docs: docs.openapi,
    effect: 'read',
    query: ofNode,
    responses: { 200: words },
    failures: ['notFound'],
    example: ofSample,
  },
  setContainerRunCmd: {
    summary: 'Gives a container another command to run; without one that of its image.',
    docs: docs.openapi,
    effect: 'write',
    query: ofNode.extend({ data: given(commandWords()) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName, nodeId, data: '["/bin/sh"]' } },
  },
  getContainerRunConfig: {
    summary: 'How a container is run: its command, entry point, variables and volumes.',
    docs: docs.openapi,
    effect: 'read',
    query: ofNode,
    responses: {
      200: object(dockerManifest.pick({ cmd: true, entrypoint: true, env: true, volumes: true, workdir: true })),
    },
    failures: ['notFound'],
    example: ofSample,
  },
  getContainerManifest: {
    summary: 'What an image says of itself.',
    docs: docs.openapi,
    effect: 'read',
    query: image.extend({ ignoreFormat: given(read.flag()) }),
    responses: { 200: object(dockerManifest) },
    failures: ['notFound'],
    example: { query: { image: 'alpine:latest' } },
  },
  getContainerTags: {
    summary: 'The tags of an image.',
    docs: docs.openapi,
    effect: 'read',
    query: image,
    responses: { 200: tagNames },
    failures: ['notFound'],
    example: { query: { image: 'alpine' } },
  },
  getContainerNodeTags: {
    summary: 'The tags that a container can be redeployed to.',
    docs: 'https://www.virtuozzo.com/application-platform-docs/cli-container-redeploy/',
    effect: 'read',
    query: ofNode,
    responses: { 200: tagNames },
    failures: ['notFound'],
    example: ofSample,
  },
  getNodeTags: {
    summary: 'The tags of the software of a node.',
    docs: docs.openapi,
    effect: 'read',
    query: ofNode,
    responses: {
      200: z.strictObject({
        ...ok,
        array: z.array(z.strictObject({ name: imageTag, isRedeployable: z.boolean() })),
        className: z.string().optional(),
        name: z.string().optional(),
      }),
    },
    failures: ['notFound'],
    example: ofSample,
  },
  getRegistryInfo: {
    summary: 'The registry that the images of a layer are pulled from. Its password is never shown.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ nodeGroup: z.string().min(1) }),
    responses: {
      200: z.strictObject({
        ...ok,
        repo: z.string().optional(),
        url: z.string().optional(),
        user: z.string().optional(),
      }),
    },
    failures: ['notFound'],
    example: { query: { envName, nodeGroup } },
  },
  editRegistryCredentials: {
    summary: 'Gives another user and password to all registries of the account that a filter matches.',
    docs: docs.openapi,
    effect: 'write',
    query: z.object({
      ...target,
      filter: read.json(filter),
      user: given(z.string().max(256)),
      password: given(secret(z.string().max(256))),
    }),
    /** The page documents the members of the filter here, by mistake; the count in the answer's name has no known member. */
    responses: { 200: client(done) },
    example: {
      query: { filter: '{"envName":"env-7057607","registryUrl":"registry.example.com"}', user: 'deployer' },
    },
    checkedWith: { query: { filter: { envName: '{envName}' } } },
  },
  getSoftwarePackages: {
    summary: 'Packages that can be added to the software of an environment.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ nodeType: given(z.string()), nodeGroup: given(z.string()) }),
    /** What a package looks like no source shows. */
    responses: { 200: z.strictObject({ ...ok, array: z.array(z.unknown()) }) },
    failures: ['notFound'],
    example: { query: { envName } },
  },
});
