import { refuse } from '../../../../contracts/core/failure.js';
import type { compliance as operations } from '../../../../contracts/vendors/infrahub/compliance/operations.js';
import { complianceRefusals, limitedResources } from '../../../../contracts/vendors/infrahub/compliance/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { gpuModels, isGpuModel } from './gpu-models.js';
import type { ComplianceLimit } from './record.js';
import { limitOf, rangeOf } from './rules.js';

const limitView = (limit: ComplianceLimit) => ({
  id: limit.id,
  gpu_model: limit.model,
  resource_type: limit.resource,
  base_value: limit.base,
  variation_min: limit.lowest,
  variation_max: limit.highest,
  variation_unit: limit.step,
});

export const handlers = {
  show({ query, cloud, caller }) {
    const model = query.gpu ?? gpuModels[0] ?? '';
    if (!isGpuModel(model)) throw refuse(complianceRefusals.unacceptableModel, model);
    const [cpu, ram, hdd] = limitedResources.map(resource => rangeOf(cloud, caller.holder, model, resource) ?? []);
    const ranges = { cpu: [...(cpu ?? [])], ram: [...(ram ?? [])], hdd: [...(hdd ?? [])] };
    if (Object.values(ranges).every(({ length }) => length === 0)) throw refuse(complianceRefusals.noLimits, model);
    return {
      status: 200,
      body: { status: true, message: 'Getting compliance successful.', compliance: { gpu_model: model, ...ranges } },
    };
  },

  create({ body, cloud, caller }) {
    const limit = limitIn(body);
    const { model, resource } = limit;
    if (limitOf(cloud, caller.holder, model, resource) !== undefined) throw refuse(complianceRefusals.limited, limit);
    const made = cloud.complianceLimits.add({ id: cloud.nextId('complianceLimit'), org: caller.holder, ...limit });
    return {
      status: 201,
      body: { status: true, message: 'Compliance created successfully.', compliance: limitView(made) },
    };
  },

  update({ body, cloud, caller }) {
    const { model, resource, ...change } = limitIn(body);
    const limit = limitOf(cloud, caller.holder, model, resource);
    if (limit === undefined) throw refuse(complianceRefusals.noLimits, model);
    const changed = cloud.complianceLimits.update(limit.id, change);
    return {
      status: 200,
      body: { status: true, message: 'Compliance updated successfully.', compliance: limitView(changed) },
    };
  },

  delete({ params, cloud, caller }) {
    const { gpu_model: model } = params;
    const limits = limitedResources.flatMap(resource => limitOf(cloud, caller.holder, model, resource) ?? []);
    if (limits.length === 0) throw refuse(complianceRefusals.noLimits, model);
    for (const { id } of limits) cloud.complianceLimits.remove(id);
    return { status: 200, body: { status: true, message: 'Compliance deleted successfully.' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

/** A limit as it was sent; refuses one of no model, and one that nothing could keep. */
function limitIn(body: {
  readonly gpu_model: string;
  readonly resource_type: ComplianceLimit['resource'];
  readonly base_value: number;
  readonly variation_min: number;
  readonly variation_max: number;
  readonly variation_unit: number;
}): Omit<ComplianceLimit, 'id' | 'org'> {
  if (!isGpuModel(body.gpu_model)) throw refuse(complianceRefusals.unknownModel, body.gpu_model);
  if (body.variation_min > body.variation_max) throw refuse(complianceRefusals.emptyRange);
  return {
    model: body.gpu_model,
    resource: body.resource_type,
    base: body.base_value,
    lowest: body.variation_min,
    highest: body.variation_max,
    step: body.variation_unit,
  };
}
