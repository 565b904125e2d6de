const { Api, isUnclear } = require('./api.js');

/** What a token of the panel costs, in cents. */
const TOKEN = 1;
const POLL = 5000;

/** Virtual servers, sold from a VirtFusion panel. */
class Panel {
  constructor({ url, token, sleep, timeout }) {
    this.sleep = sleep;
    this.api = new Api({ url, headers: { authorization: `Bearer ${token}` }, sleep, timeout });
  }

  /** The panel's user of a customer, made at his first order. */
  async user({ number, name, email }) {
    try {
      return (await this.api.call('GET', `/users/${number}/byExtRelation`)).data;
    } catch (error) {
      if (error.status !== 404) throw error;
      const body = { name, email, extRelationId: number, selfService: 1 };
      return (await this.api.call('POST', '/users', body)).data;
    }
  }

  /** Orders, installs and waits. What cannot be built is taken away again, so that nobody pays for it. */
  async order(customer, { packageId, system, hostname }) {
    const user = await this.user(customer);
    const id = await this.create(user.id, packageId);
    const build = { operatingSystemId: system, name: hostname };
    const { settings } = (await this.api.call('POST', `/servers/${id}/build`, build)).data;
    for (;;) {
      const { state, network } = await this.server(id);
      if (state === 'complete')
        return { id, address: network.interfaces[0].ipv4[0].address, password: settings.decryptedPassword };
      if (state === 'failed') {
        await this.terminate(id);
        throw new Error(`server ${id} could not be built`);
      }
      await this.sleep(POLL);
    }
  }

  /** An order whose answer was lost is looked for before it is sent again: a server too many costs money. */
  async create(userId, packageId) {
    const before = await this.servers(userId);
    for (let turn = 0; ; turn++) {
      try {
        return (await this.api.call('POST', '/servers', { packageId, userId, hypervisorId: 1 })).data.id;
      } catch (error) {
        if (!isUnclear(error)) throw error;
        const made = (await this.servers(userId)).find(id => !before.includes(id));
        if (made !== undefined) return made;
        if (turn === 1) throw error;
      }
    }
  }

  async servers(userId) {
    return (await this.api.call('GET', `/servers/user/${userId}`)).data.map(({ id }) => id);
  }

  async server(id) {
    return (await this.api.call('GET', `/servers/${id}`)).data;
  }

  suspend(id) {
    return this.api.call('POST', `/servers/${id}/suspend`);
  }

  resume(id) {
    return this.api.call('POST', `/servers/${id}/unsuspend`);
  }

  change(id, packageId) {
    return this.api.call('PUT', `/servers/${id}/package/${packageId}`);
  }

  /** Gone is gone, whoever took it away. */
  async terminate(id) {
    await this.api.call('DELETE', `/servers/${id}`).catch(error => {
      if (error.body?.msg !== 'server not found') throw error;
    });
  }

  /** What a customer used in a month, `2026-01`, in cents. */
  async bill({ number }, month) {
    const path = `/selfService/usage/byUserExtRelationId/${number}?period[]=${month}-01&range=m`;
    const { data } = await this.api.call('GET', path);
    return Math.round(data.usageServersBillable.token * TOKEN);
  }
}

module.exports = { Panel };
