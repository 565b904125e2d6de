import { expect } from 'vitest';
import type { Customer } from './customer.js';

export const VERSION = '1.35.1';

/** What is sent to create a cluster in the environment `place`. */
export const clusterOrder = (more: object = {}) => ({
  name: 'prod',
  environment_name: 'place',
  keypair_name: 'place',
  kubernetes_version: VERSION,
  master_flavor_name: 'n1-cpu-medium',
  node_groups: [{ name: 'pool', flavor_name: 'n3-L40x1', count: 2, min_count: 1, max_count: 3, role: 'worker' }],
  ...more,
});

export interface Node {
  readonly id: number;
  readonly role: string;
  readonly status: string;
  readonly instance: { readonly id: number; readonly status: string };
}

/** What stories of clusters ask of a server again and again. */
export const clusterCalls = (customer: () => Customer) => ({
  async create(more: object = {}): Promise<number> {
    const made = await customer().post('/core/clusters', clusterOrder(more));
    expect([made.status, made.body.message]).toEqual([201, 'Cluster creation is scheduled']);
    return made.body.cluster.id;
  },
  shown: async (id: number) => (await customer().get(`/core/clusters/${id}`)).body.cluster,
  workers: async (id: number): Promise<Node[]> =>
    (await customer().get(`/core/clusters/${id}/nodes`)).body.nodes.filter(({ role }: Node) => role === 'worker'),
  machines: async () => (await customer().get('/core/virtual-machines')).body.instances,
});

export const told = ({ status, body }: { readonly status: number; readonly body: unknown }) => [status, body];
export const refused = (status: number, message: string, error_reason = 'bad_request') => [
  status,
  { status: false, message, error_reason },
];
