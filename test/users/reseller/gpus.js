const { Api } = require('./api.js');

const IMAGE = 'Ubuntu Server 24.04 LTS (Noble Numbat)';
const POLL = 5000;

/** Machines with GPUs and without, rented from Infrahub. */
class Gpus {
  constructor({ url, apiKey, sleep, timeout }) {
    this.sleep = sleep;
    this.api = new Api({ url, headers: { api_key: apiKey }, sleep, timeout });
  }

  /** A place for a customer's machines, with his key. */
  async settle(name, region, key) {
    await this.api.call('POST', '/core/environments', { name, region });
    await this.api.call('POST', '/core/keypairs', { environment_name: name, name, public_key: key });
  }

  async rent(place, name, flavor) {
    const wish = { name, environment_name: place, image_name: IMAGE, flavor_name: flavor, key_name: place, count: 1 };
    const { instances } = await this.api.call('POST', '/core/virtual-machines', wish);
    const [{ id }] = instances;
    while ((await this.machine(id)).status !== 'ACTIVE') await this.sleep(POLL);
    return id;
  }

  async machine(id) {
    return (await this.api.call('GET', `/core/virtual-machines/${id}`)).instance;
  }

  giveBack(id) {
    return this.api.call('DELETE', `/core/virtual-machines/${id}`);
  }

  /** What all machines cost in a month, in cents. */
  async bill(month) {
    const range = `start_date=${month}-01T00:00:00&end_date=${next(month)}-01T00:00:00`;
    const { billing_history_vm: all } = await this.api.call('GET', `/billing/billing/history/virtual-machine?${range}`);
    const costs = all.billing_history.map(({ metrics }) => metrics.incurred_bill);
    return Math.round(costs.reduce((sum, cost) => sum + cost, 0) * 100);
  }
}

/** The month after one: `2027-01` after `2026-12`. */
function next(month) {
  const [year, of] = month.split('-').map(Number);
  return new Date(Date.UTC(year, of, 1)).toISOString().slice(0, 7);
}

module.exports = { Gpus, next };
