const { openShop } = require('./index.js');

const ann = { number: 7, name: 'Ann Lee', email: 'ann@lee.example' };
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ann@lee.example';
const web = { packageId: 1, system: 1, hostname: 'web' };

/** The shop as tests open it: it waits by the clock of a world, and `waited` says how often and how long. */
function shopIn(world, { timeout = 30_000 } = {}) {
  const waited = [];
  const sleep = async ms => {
    waited.push(ms);
    await world.clock.advance({ by: `PT${ms / 1000}S` });
  };
  return { ...openShop(world, { sleep, timeout }), waited };
}

/** A customer who has one of each: a server, a machine and an application. */
async function withOneOfEach({ panel, gpus, apps }) {
  await panel.order(ann, web);
  await gpus.settle('ann', 'NORWAY-1', KEY);
  await gpus.rent('ann', 'lab', 'n1-cpu-small');
  await apps.create('ann-shop', { nodeType: 'nodejs', fixedCloudlets: 2, flexibleCloudlets: 2 });
}

module.exports = { ann, KEY, web, shopIn, withOneOfEach };
