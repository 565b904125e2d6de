/** A valid input for each operation, as it is sent: query or form, all of it text. */
const envName = 'env-7057607';
const nodeId = '1639';
const uid = '5886';
const window = { starttime: '2024-04-01 20:23:55', endtime: '2024-04-02 20:23:55', period: 'DAY' };
const named = { query: { envName } };
const cloudlets = { fixedCloudlets: '2', flexibleCloudlets: '8' };
const layers = [{ nodeType: 'nodejs', count: 1, fixedCloudlets: 1, flexibleCloudlets: 4, extip: false }];

export const examples = {
  'authentication.signIn': { query: { login: 'demo@example.com', password: 'demo' } },
  'authentication.signOut': {},
  'authentication.createToken': { query: { description: 'Example', expiresAt: '2031-01-01 00:00:00' } },
  'authentication.editToken': { query: { id: '1', description: 'Example' } },
  'authentication.regenerateToken': { query: { id: '1' } },
  'authentication.deleteTokens': { query: { ids: '1' } },
  'authentication.getTokens': {},
  'authentication.getTokenTemplates': {},
  'users.getUserInfo': {},
  'account.getAccount': {},
  'account.getAccounts': { query: { filterField: 'uid', filterValue: uid, startRow: '0', resultCount: '10' } },
  'account.getQuotas': { query: { quotasnames: 'environment.maxcount;environment.maxnodescount' } },
  'account.fundAccount': { query: { uid, amount: '10.5', isBonus: 'false', note: 'Example' } },
  'account.unfundAccount': { query: { uid, amount: '0.5', isBonus: 'false', note: 'Example' } },
  'account.chargeAccountByUid': { query: { uid, amount: '0.25', description: 'Example' } },
  'account.getFundAccountHistory': {
    query: { uid, starttime: window.starttime, endtime: window.endtime, startRow: '0', resultCount: '100' },
  },
  'account.getAccountBillingHistoryByPeriod': { query: { ...window, timeOffset: '0', groupNodes: 'false' } },
  'account.getAccountBillingHistoryByPeriodInner': { query: { ...window, uid } },
  'account.getEnvBillingHistoryByPeriod': { query: { ...window, envName } },
  'account.getExtendedAccountBillingHistoryByPeriod': { query: window },
  'account.exportAccountBillingHistoryByPeriod': { query: window },
  'account.exportEnvBillingHistoryByPeriod': { query: { ...window, envName } },
  'account.downloadBillingHistory': { query: { key: '0123456789abcdef0123456789abcdef' } },
  'control.createEnvironment': {
    query: {
      env: JSON.stringify({ shortdomain: 'env-1234567', displayName: 'Example', sslstate: false }),
      nodes: JSON.stringify(layers),
    },
  },
  'control.changeTopology': { query: { envName, env: '{}', nodes: JSON.stringify(layers) } },
  'control.cloneEnv': { query: { srcEnvName: envName, dstEnvName: 'env-7654321' } },
  'control.startEnv': named,
  'control.stopEnv': named,
  'control.sleepEnv': named,
  'control.deleteEnv': named,
  'control.getEnvs': {},
  'control.getEnvInfo': named,
  'control.setCloudletsCount': { query: { envName, nodeType: 'nodejs', ...cloudlets } },
  'control.setCloudletsCountById': { query: { envName, nodeId, ...cloudlets, count: '1' } },
  'binder.setExtIpCount': { query: { envName, type: 'ipv4', count: '1', nodeId } },
  'binder.attachExtIp': { query: { envName, nodeid: nodeId, type: 'ipv4' } },
  'binder.detachExtIp': { query: { envName, nodeid: nodeId, ip: '198.18.0.1' } },
};
