import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { iso, templateGroup } from '../schemas/catalogue.js';
import { data, id } from '../schemas/common.js';

export const media = defineOperations({
  iso: {
    method: 'GET',
    path: '/media/iso/{isoId}',
    summary: 'Show an ISO image',
    docs: page(),
    effect: 'read',
    params: z.object({ isoId: id() }),
    responses: { 200: data(iso) },
    failures: ['notFound'],
  },
  packageTemplates: {
    method: 'GET',
    path: '/media/templates/fromServerPackageSpec/{serverPackageId}',
    summary: 'Operating system templates that go with a package',
    docs: page(),
    effect: 'read',
    params: z.object({ serverPackageId: id() }),
    responses: { 200: data(z.array(templateGroup)) },
    failures: ['notFound'],
  },
});
