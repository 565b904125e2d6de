import type { history as operations } from '../../../../contracts/vendors/infrahub/history/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import type { PricePart } from '../billing/price-parts.js';
import type { InfrahubCloud } from '../cloud.js';
import { lifeOf, stepsOf, windowOf } from './periods.js';
import { billOf, costIn, eventsOf, graphOf, listOf, one, priceIn } from './rows.js';
import {
  machineAttributes,
  metricsView,
  partAttributes,
  partsGraphView,
  partsView,
  pointView,
  timesByState,
} from './view.js';

export const historyOfMachines = {
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
      ...metricsView(costIn(cloud, bill, from, to), priceIn(cloud, bill, to)),
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

  subResources({ params, query, cloud, caller }) {
    const bill = billOf('vm', { cloud, caller }, params.vm_id);
    const { from, to } = windowOf(cloud, query);
    const metrics = partsView(cloud.ledger.costOfParts(bill, from, to), cloud.ledger.costOfParts(bill, from, to, true));
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
} satisfies Handlers<typeof operations, InfrahubCloud>;
