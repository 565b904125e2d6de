import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { iso, templateGroup } from '../schemas/catalogue.js';
import { data, id } from '../schemas/common.js';

export const media = defineOperations(routes.media, {
  iso: {
    summary: 'Show an ISO image',
    docs: page(),
    effect: 'read',
    params: z.object({ isoId: id() }),
    responses: { 200: data(iso) },
    failures: ['notFound'],
    example: { params: { isoId: '1' } },
  },
  packageTemplates: {
    summary: 'Operating system templates that go with a package',
    docs: page(),
    effect: 'read',
    params: z.object({ serverPackageId: id() }),
    responses: { 200: data(z.array(templateGroup)) },
    failures: ['notFound'],
    example: { params: { serverPackageId: '1' } },
  },
});
