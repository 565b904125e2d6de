import { z } from 'zod';
import { disputedName } from '../../../core/disputed.js';
import { assumed } from '../../../core/evidence.js';
import { naiveTime } from '../../../core/time.js';
import { float, read, uuid } from '../../../core/wire.js';
import { dateTime, enveloped, filter, perPage } from '../common.js';

/** Both dates are required, whatever the vendor's description says: 400 without them. */
const range = {
  start_date: read.instant(naiveTime),
  end_date: read.instant(naiveTime),
};

export const rangeQuery = z.object(range);
export const organizationQuery = z.object({
  ...range,
  graph: read.flag().default(false),
});
export const resourcesQuery = z.object({
  ...range,
  search: filter(),
  ...perPage,
});

const point = z.strictObject({ datetime: dateTime, value: float });
const graph = z.array(point);

/** Rows of one kind in one organisation. */
const rows = <A extends z.core.$ZodType, M extends z.core.$ZodType>(attributes: A, metrics: M) => ({
  org_id: z.int(),
  billing_history: z.array(z.strictObject({ attributes, metrics })),
  total_count: z.int(),
});

export const organizationHistory = enveloped({
  billing_history: z.strictObject({
    ...rows(
      z.strictObject({ id: uuid }),
      z.strictObject({
        incurred_bill: float,
        non_discounted_bill: float,
        vm_cost: float,
        volume_cost: float,
        contract_cost: float,
        snapshot_cost: float,
        bucket_cost: float,
        ais_token_cost: float,
        ais_workload_cost: float,
        /** With `graph=true`. */
        incurred_bill_graph: assumed(graph.optional()),
      }),
    ),
    granularity: assumed(z.int().optional()),
  }),
});

const vm = z.strictObject({
  /** The bill's own id. */
  id: uuid,
  /** The resource's id in every other call. */
  infrahub_id: z.int(),
  resource_name: z.string(),
  status: z.string(),
  contract_id: z.int().nullable(),
});

const volumeInList = z.strictObject({
  id: uuid,
  infrahub_id: z.int(),
  resource_name: z.string(),
  status: z.string(),
});
const volume = z.strictObject({
  ...volumeInList.shape,
  /** In GB. */
  subresource_amount: z.int(),
  subresource_type: z.string(),
});

/** `usage_time` is in seconds, though the documentation says hours: its own numbers only agree with seconds. */
const metrics = {
  incurred_bill: float,
  non_discounted_bill: float,
  price_per_hour: float,
  non_discounted_price_per_hour: float,
  usage_time: z.number(),
};

const pages = { page: z.int(), per_page: z.int(), pages: z.int() };

/** The lists are printed with `success` where all other answers say `status`, which the vendor's OpenAPI has here too. */
const succeeded = <S extends z.core.$ZodLooseShape>(shape: S) =>
  disputedName('success', 'status', z.boolean(), { message: z.string(), ...shape });

export const vmHistory = succeeded({
  billing_history_vm: z.strictObject({
    ...rows(vm, z.strictObject(metrics)),
    pagination: z.strictObject(pages),
  }),
});

export const volumeHistory = succeeded({
  billing_history_volume: z.strictObject({
    ...rows(volumeInList, z.strictObject(metrics)),
    pagination: z.strictObject({ ...pages, total_count: z.int() }),
  }),
});

export const vmDetails = enveloped({
  billing_history_vm_details: z.strictObject(
    rows(
      vm,
      z.strictObject({
        ...metrics,
        usage_time_ACTIVE: z.number(),
        usage_time_SHUTOFF: z.number(),
        /** Absent in some real answers. */
        usage_time_HIBERNATED: z.number().optional(),
      }),
    ),
  ),
});

export const volumeDetails = enveloped({
  billing_history_volume_details: z.strictObject(rows(volume, z.strictObject(metrics))),
});

const graphed = z.strictObject({
  incurred_bill: float,
  incurred_bill_graph: graph,
});
/** Length of a graph's step, in seconds. */
const granularity = z.int();

export const vmGraph = enveloped({
  billing_history_vm_details: z.strictObject({
    ...rows(vm, graphed),
    granularity,
  }),
});
export const volumeGraph = enveloped({
  billing_history_volume_details: z.strictObject({
    ...rows(volume, graphed),
    granularity,
  }),
});

const machine = z.strictObject({
  id: uuid,
  infrahub_id: z.int(),
  resource_name: z.string(),
});

/** What each part of a virtual machine cost; together they are its bill. Real answers leave some parts out. */
export const subResources = enveloped({
  sub_resources_costs: z.strictObject(
    rows(
      machine,
      z.strictObject({
        gpu_incurred_bill: float,
        gpu_non_discounted_bill: float.optional(),
        cpu_incurred_bill: float,
        cpu_non_discounted_bill: float.optional(),
        ram_incurred_bill: float,
        ram_non_discounted_bill: float.optional(),
        publicip_incurred_bill: float,
        publicip_non_discounted_bill: float.optional(),
        disk_incurred_bill: float,
        disk_non_discounted_bill: float.optional(),
        ephemeral_incurred_bill: float,
        ephemeral_non_discounted_bill: float.optional(),
      }),
    ),
  ),
});

export const subResourcesGraph = enveloped({
  sub_resources_costs: z.strictObject({
    ...rows(
      machine,
      z.strictObject({
        gpu_incurred_bill: float.optional(),
        gpu_incurred_bill_graph: graph.optional(),
        cpu_incurred_bill: float.optional(),
        cpu_incurred_bill_graph: graph.optional(),
        ram_incurred_bill: float.optional(),
        ram_incurred_bill_graph: graph.optional(),
        publicip_incurred_bill: float.optional(),
        publicip_incurred_bill_graph: graph.optional(),
        disk_incurred_bill: float.optional(),
        disk_incurred_bill_graph: graph.optional(),
        ephemeral_incurred_bill: float.optional(),
        ephemeral_incurred_bill_graph: graph.optional(),
      }),
    ),
    granularity,
  }),
});

/** Stretches of time at one price. The names of events and the unit of their duration are not documented. */
export const billingEvents = enveloped({
  billing_events_history: z.array(
    z.strictObject({
      event: assumed(z.string()),
      start: dateTime,
      /** In seconds, as `usage_time`. */
      event_duration: assumed(z.number()),
      price_per_hour: float,
      total_cost: float,
    }),
  ),
});
