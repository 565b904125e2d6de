import { refuse } from '../../../../contracts/core/failure.js';
import {
  type templates as operations,
  unacceptableVisibility,
  visibilities,
} from '../../../../contracts/vendors/infrahub/templates.js';
import type { Handlers } from '../../../calls/handler.js';
import { Missing } from '../../../domain/collection.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';
import type { Template } from './record.js';
import { usableTemplate } from './rules.js';

const templateView = ({ id, name, description, content, isPublic, createdAt }: Template) => ({
  id,
  name,
  description,
  content,
  is_public: isPublic,
  created_at: timeText(createdAt),
});

export const handlers = {
  list({ query, cloud, caller }) {
    const { visibility } = query;
    const wanted = visibilities.find(known => known === visibility);
    if (visibility !== undefined && wanted === undefined) throw refuse(unacceptableVisibility, visibility);
    const found = cloud.templates.filter(
      ({ org, isPublic }) =>
        (org === caller.holder || isPublic) && (wanted === undefined || isPublic === (wanted === 'public')),
    );
    return {
      status: 200,
      body: { status: true, message: 'Templates list successfully retrieved.', templates: found.map(templateView) },
    };
  },

  create({ body, cloud, caller }) {
    const { is_public: isPublic, ...described } = body;
    const made = cloud.templates.add({
      id: cloud.nextId('template'),
      org: caller.holder,
      ...described,
      isPublic,
      createdAt: cloud.now,
    });
    return {
      status: 201,
      body: { status: true, message: 'Template added successfully', template: templateView(made) },
    };
  },

  show({ params, cloud, caller }) {
    const found = usableTemplate(cloud, params.id, caller.holder);
    if (found === undefined) throw new Missing('template', params.id);
    const message = 'Template details retrieved successfully.';
    return { status: 200, body: { status: true, message, template: templateView(found) } };
  },

  update({ params, body, cloud, caller }) {
    const { id, ...before } = cloud.own(cloud.templates, params.id, caller.holder);
    const changed = cloud.templates.update(id, {
      name: body.name ?? before.name,
      description: body.description ?? before.description,
      isPublic: body.is_public ?? before.isPublic,
    });
    return {
      status: 200,
      body: { status: true, message: 'Template updated successfully.', template: templateView(changed) },
    };
  },

  delete({ params, cloud, caller }) {
    cloud.templates.remove(cloud.own(cloud.templates, params.id, caller.holder).id);
    return { status: 200, body: { status: true, message: 'Template deleted successfully.' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
