import type { history as operations } from '../../../../contracts/vendors/infrahub/history/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import type { Instant } from '../../../domain/clock.js';
import { begunSteps } from '../../../domain/money.js';
import type { PricePart } from '../billing/price-parts.js';
import type { Bill } from '../billing/record.js';
import type { InfrahubCloud } from '../cloud.js';
import { matches } from '../common.js';
import { type DateRange, lifeOf, stepsOf, windowOf } from './periods.js';
import {
  billingEventView,
  machineAttributes,
  metricsInListView,
  metricsOfVolumeView,
  metricsView,
  partAttributes,
  partsGraphView,
  partsView,
  pointView,
  timesByState,
  volumeAttributes,
  volumeInListAttributes,
} from './view.js';

interface Asked {
  readonly cloud: InfrahubCloud;
  readonly caller: { readonly holder: number };
}

export const handlers = {
  organization({ query, cloud, caller }) {
    const window = windowOf(cloud, query);
    const bills = cloud.ledger.bills(caller.holder, window.from, window.to);
    const costs = { vm: 0, volume: 0 };
    for (const bill of bills) costs[bill.kind] += cloud.ledger.cost(bill, window.from, window.to).cost;
    const total = costs.vm + costs.volume;
    const steps = query.graph ? stepsOf(lifeOf(bills, window)) : undefined;
    const metrics = {
      incurred_bill: total,
      non_discounted_bill: total,
      vm_cost: costs.vm,
      volume_cost: costs.volume,
      contract_cost: 0,
      snapshot_cost: 0,
      bucket_cost: 0,
      ais_token_cost: 0,
      ais_workload_cost: 0,
      ...(steps && {
        incurred_bill_graph: steps.windows.map(({ from, to }) =>
          pointView(
            from,
            bills.reduce((sum, bill) => sum + cloud.ledger.cost(bill, from, to).cost, 0),
          ),
        ),
      }),
    };
    const attributes = { id: cloud.random.uuid({ entity: 'organization', id: caller.holder, field: 'bill' }) };
    return {
      status: 200,
      body: {
        status: true,
        message: 'Biling History Retrieved Successfully.', // sic
        billing_history: {
          org_id: caller.holder,
          billing_history: [{ attributes, metrics }],
          total_count: 1,
          ...(steps && { granularity: steps.seconds }),
        },
      },
    };
  },

  virtualMachines({ query, cloud, caller }) {
    const { rows, total, pagination } = listOf('vm', { cloud, caller }, query);
    return {
      status: 200,
      body: {
        success: true,
        message: 'Billing History for Virtual Machine Retrieved Successfully.',
        billing_history_vm: {
          org_id: caller.holder,
          billing_history: rows.map(({ bill, metrics }) => ({ attributes: machineAttributes(cloud, bill), metrics })),
          total_count: total,
          pagination,
        },
      },
    };
  },

  virtualMachine({ params, query, cloud, caller }) {
    const bill = billOf('vm', { cloud, caller }, params.vm_id);
    const { from, to } = windowOf(cloud, query);
    const metrics = {
      ...metricsView(cloud.ledger.cost(bill, from, to), priceIn(cloud, bill, to)),
      ...timesByState(cloud.ledger.stretches(bill, from, to)),
    };
    return {
      status: 200,
      body: {
        status: true,
        message: 'Biling Details  for the Virtual Machine Retrieved Successfully.', // sic, with two blanks
        billing_history_vm_details: one(bill, { attributes: machineAttributes(cloud, bill), metrics }),
      },
    };
  },

  virtualMachineGraph({ params, query, cloud, caller }) {
    const bill = billOf('vm', { cloud, caller }, params.vm_id);
    const { metrics, granularity } = graphOf(cloud, bill, query);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Biling Details Hourly Cost datapoints for the Virtual Machine Retrieved Successfully.',
        billing_history_vm_details: {
          ...one(bill, { attributes: machineAttributes(cloud, bill), metrics }),
          granularity,
        },
      },
    };
  },

  volumes({ query, cloud, caller }) {
    const { rows, total, pagination } = listOf('volume', { cloud, caller }, query);
    return {
      status: 200,
      body: {
        success: true,
        message: 'Billing History for Volume Retrieved Successfully.',
        billing_history_volume: {
          org_id: caller.holder,
          billing_history: rows.map(({ bill, metrics }) => ({
            attributes: volumeInListAttributes(cloud, bill),
            metrics,
          })),
          total_count: total,
          pagination: { ...pagination, total_count: total },
        },
      },
    };
  },

  volume({ params, query, cloud, caller }) {
    const bill = billOf('volume', { cloud, caller }, params.volume_id);
    const { from, to } = windowOf(cloud, query);
    const metrics = metricsOfVolumeView(cloud.ledger.cost(bill, from, to), priceIn(cloud, bill, to));
    return {
      status: 200,
      body: {
        status: true,
        message: 'Biling Details for the Volume Retrieved Successfully.',
        billing_history_volume_details: one(bill, { attributes: volumeAttributes(cloud, bill), metrics }),
      },
    };
  },

  volumeGraph({ params, query, cloud, caller }) {
    const bill = billOf('volume', { cloud, caller }, params.volume_id);
    const { metrics, granularity } = graphOf(cloud, bill, query);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Biling Details Hourly Cost datapointsfor the Volume Retrieved Successfully.', // sic
        billing_history_volume_details: {
          ...one(bill, { attributes: volumeAttributes(cloud, bill), metrics }),
          granularity,
        },
      },
    };
  },

  subResources({ params, query, cloud, caller }) {
    const bill = billOf('vm', { cloud, caller }, params.vm_id);
    const { from, to } = windowOf(cloud, query);
    const metrics = partsView(cloud.ledger.costOfParts(bill, from, to));
    return {
      status: 200,
      body: {
        status: true,
        message: 'Billing Details  for the Virtual Machine Sub Resource Retrieved Successfully.',
        sub_resources_costs: one(bill, { attributes: partAttributes(bill), metrics }),
      },
    };
  },

  subResourcesGraph({ params, query, cloud, caller }) {
    const bill = billOf('vm', { cloud, caller }, params.vm_id);
    const window = windowOf(cloud, query);
    const steps = stepsOf(lifeOf([bill], window));
    const costs = steps.windows.map(({ from, to }) => ({ from, cost: cloud.ledger.costOfParts(bill, from, to) }));
    const points = (part: PricePart) => costs.map(({ from, cost }) => pointView(from, cost[part]));
    const metrics = partsGraphView(cloud.ledger.costOfParts(bill, window.from, window.to), {
      gpu: points('gpu'),
      cpu: points('cpu'),
      ram: points('ram'),
      publicip: points('publicip'),
      disk: points('disk'),
      ephemeral: points('ephemeral'),
    });
    return {
      status: 200,
      body: {
        status: true,
        message:
          'Billing Details Sub-Resources Historical Cost datapoints for the Virtual Machine Sub Resource Retrieved Successfully.',
        sub_resources_costs: {
          ...one(bill, { attributes: partAttributes(bill), metrics }),
          granularity: steps.seconds,
        },
      },
    };
  },

  virtualMachineEvents({ params, query, cloud, caller }) {
    const bill = billOf('vm', { cloud, caller }, params.vm_id);
    return { status: 200, body: eventsOf(cloud, bill, `virtual_machine ${params.vm_id}`, query) };
  },

  volumeEvents({ params, query, cloud, caller }) {
    const bill = billOf('volume', { cloud, caller }, params.volume_id);
    return { status: 200, body: eventsOf(cloud, bill, `volume ${params.volume_id}`, query) };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

/** A resource's bill; one that was never charged has an empty one as long as it is there. */
function billOf(kind: Bill['kind'], { cloud, caller }: Asked, id: number): Bill {
  const known = cloud.bills.get(`${kind}:${id}`);
  if (known !== undefined && known.org === caller.holder) return known;
  const { machines, volumes } = cloud;
  const record = kind === 'vm' ? cloud.own(machines, id, caller.holder) : cloud.own(volumes, id, caller.holder);
  return cloud.blankBill(kind, record);
}

const one = <Row>(bill: Bill, row: Row) => ({ org_id: bill.org, billing_history: [row], total_count: 1 });

/** The price an hour at the end of a window: what it is charged then, or was charged last. */
const priceIn = (cloud: InfrahubCloud, bill: Bill, to: Instant): number =>
  cloud.ledger.stretches(bill, bill.since, to).at(-1)?.terms.perHour ?? 0;

interface ListQuery extends DateRange {
  readonly search?: string | undefined;
  readonly page: number;
  readonly per_page: number;
}

function listOf(kind: Bill['kind'], { cloud, caller }: Asked, query: ListQuery) {
  const { from, to } = windowOf(cloud, query);
  const bills = cloud.ledger
    .bills(caller.holder, from, to)
    .filter(bill => bill.kind === kind && matches(query.search, bill.name, bill.resource));
  const { page, per_page } = query;
  return {
    rows: bills.slice((page - 1) * per_page, page * per_page).map(bill => ({
      bill,
      metrics: metricsInListView(cloud.ledger.cost(bill, from, to), priceIn(cloud, bill, to)),
    })),
    total: bills.length,
    pagination: { page, per_page, pages: begunSteps(bills.length, per_page) },
  };
}

function graphOf(cloud: InfrahubCloud, bill: Bill, query: DateRange) {
  const { from, to } = windowOf(cloud, query);
  const steps = stepsOf(lifeOf([bill], { from, to }));
  const metrics = {
    incurred_bill: cloud.ledger.cost(bill, from, to).cost,
    incurred_bill_graph: steps.windows.map(step =>
      pointView(step.from, cloud.ledger.cost(bill, step.from, step.to).cost),
    ),
  };
  return { metrics, granularity: steps.seconds };
}

function eventsOf(cloud: InfrahubCloud, bill: Bill, whose: string, query: DateRange) {
  const { from, to } = windowOf(cloud, query);
  return {
    status: true,
    message: `${whose} Billing Events History Retrieved Successfully.`,
    billing_events_history: cloud.ledger.stretches(bill, from, to).map(billingEventView),
  };
}
