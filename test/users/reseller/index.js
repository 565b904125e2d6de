const { setTimeout } = require('node:timers/promises');
const { Lost, Refused } = require('./api.js');
const { Apps } = require('./apps.js');
const { Gpus, next } = require('./gpus.js');
const { Panel } = require('./panel.js');

/** All that a reseller sells, by the addresses and credentials of his vendors; `sleep` waits so many milliseconds. */
function openShop({ urls, credentials }, { sleep = ms => setTimeout(ms), timeout } = {}) {
  const of = vendor => ({ url: urls[vendor], ...credentials[vendor], sleep, timeout });
  const [panel, gpus, apps] = [new Panel(of('virtfusion')), new Gpus(of('infrahub')), new Apps(of('virtuozzo'))];
  /** A customer's invoice of a month, in cents. */
  async function invoice(customer, month) {
    const lines = {
      servers: await panel.bill(customer, month),
      gpus: await gpus.bill(month),
      apps: await apps.bill(month),
    };
    return { month, ...lines, total: lines.servers + lines.gpus + lines.apps };
  }
  return { panel, gpus, apps, invoice };
}

module.exports = { openShop, next, Lost, Refused };
