import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { assumed } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { given, ok, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { dockerManifest, imageTag } from './container-settings.js';

/** What a version of a template says; the OpenAPI lists more members, which the double leaves out. */
const templateTag = z.strictObject({
  name: imageTag,
  nodeVersion: z.string().optional(),
  isDefault: z.boolean().optional(),
  isEnabled: z.boolean().optional(),
  isCustomSslSupport: z.boolean().optional(),
  isExternalIpRequired: z.boolean().optional(),
  isHighAvailability: z.boolean().optional(),
  isVcsSupport: z.boolean().optional(),
  scalingMode: z.enum(['STATELESS', 'STATEFUL']).optional(),
  autoUpdate: z.boolean().optional(),
  cloudletsCount: z.int().optional(),
  cloudletsMinCount: z.int().optional(),
  clusterData: z.string().optional(),
  engine: z.string().optional(),
  engineName: z.string().optional(),
  engineVersion: z.string().optional(),
  hash: z.string().optional(),
  labels: z.string().optional(),
  nodeTypeAlias: z.string().optional(),
  osTemplate: z.string().optional(),
  vzTypes: z.string().optional(),
});

const templateTypes = ['ALL', 'NATIVE', 'CARTRIDGE', 'DOCKER', 'DOCKERIZED', 'OS'] as const;

const template = z.strictObject({
  name: z.string(),
  nodeType: z.string(),
  nodeMission: z.string(),
  type: z.enum(templateTypes),
  guestOSType: z.string().optional(),
  hostOSType: z.string().optional(),
  vType: z.enum(['CT', 'VM']).optional(),
  enabled: z.boolean().optional(),
  published: z.boolean().optional(),
  isExternalIpRequired: z.boolean().optional(),
  tags: z.array(templateTag).optional(),
  description: z.string().optional(),
  engines: z.array(z.unknown()).optional(),
  supportedFeatures: z.array(z.unknown()).optional(),
  availableRegions: z.array(z.unknown()).optional(),
  autoUpdate: z.boolean().optional(),
  keepSelectedTags: z.boolean().optional(),
  updateDefaultTag: z.boolean().optional(),
  userViewMode: z.boolean().optional(),
  registryId: z.int().optional(),
  minDiskLimit: z.int().optional(),
  repository: z.string().optional(),
  appTemplate: z.string().optional(),
  config: z.string().optional(),
  customData: z.string().optional(),
  distribution: z.string().optional(),
  engineType: z.string().optional(),
  features: z.string().optional(),
  imagesData: z.string().optional(),
  os: z.string().optional(),
  packageName: z.string().optional(),
});

nameSchemas({ TemplateTag: templateTag, Template: template });

/** environment.control: what nodes can be made of. */
export const templates = defineOperations(routes.control, {
  getTemplates: {
    summary: 'The software that nodes can be made of, all of it or of one type.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, type: given(read.word(templateTypes)), ownerUid: given(read.integer()) }),
    responses: { 200: z.strictObject({ ...ok, array: z.array(template) }) },
  },
  getTemplateManifest: {
    summary: 'What a version of a template says of itself.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, nodeType: z.string().min(1), tag: imageTag }),
    /** The page documents the members of a firewall rule here, by mistake. */
    responses: { 200: z.strictObject({ ...ok, object: assumed(dockerManifest) }) },
    failures: ['notFound'],
    example: { query: { nodeType: 'nodejs', tag: 'latest' } },
  },
});
