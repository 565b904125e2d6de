import type { Guide } from '../../core/playbook.js';
import { sqlTime } from '../../core/time.js';
import { examples } from './examples.js';

const NAME = 'hostdouble-{tag}';
const ENVIRONMENT = 'control.getEnvs $.infos[*].env.envName';

/** How the platform's operations are called with sense. */
export const guide: Guide = {
  examples,
  sources: {
    envName: ENVIRONMENT,
    srcEnvName: ENVIRONMENT,
    'binder.detachExtIp:ip': 'binder.attachExtIp $.object',
    'account.downloadBillingHistory:key': 'account.exportAccountBillingHistoryByPeriod $.link?key',
  },
  times: {
    starttime: { form: sqlTime, ago: 30 },
    endtime: { form: sqlTime, ago: 0 },
    expiresAt: { form: sqlTime, ago: -30 },
  },
  sets: {
    'authentication.signIn': { 'query.login': '{login}', 'query.password': '{password}' },
    'authentication.createToken': { 'query.description': NAME, 'query.password': '{password}' },
    'authentication.editToken': { 'query.description': NAME, 'query.password': '{password}' },
    'authentication.regenerateToken': { 'query.password': '{password}' },
    'authentication.deleteTokens': { 'query.password': '{password}' },
    'control.createEnvironment': { 'query.env.shortdomain': NAME },
    'control.cloneEnv': { 'query.dstEnvName': NAME },
  },
  lives: [
    {
      create: 'authentication.createToken',
      gives: { id: '$.token.id', ids: '$.token.id' },
      destroy: 'authentication.deleteTokens',
      gone: 'authentication.getTokens $.apiTokens[*].id',
    },
    {
      create: 'control.createEnvironment',
      gives: {
        envName: '$.response.env.envName',
        srcEnvName: '$.response.env.envName',
        nodeid: '$.response.nodes[0].id',
      },
      destroy: 'control.deleteEnv',
      gone: 'control.getEnvInfo',
    },
    {
      create: 'control.cloneEnv',
      gives: { dstEnvName: '$.env.envName' },
      destroy: 'control.deleteEnv',
      destroySets: { 'query.envName': '{dstEnvName}' },
      gone: `${ENVIRONMENT}`,
    },
  ],
  signIn: {
    operation: 'authentication.signIn',
    sends: { login: 'login', password: 'password' },
    gives: '$.session',
    scheme: 'session',
    signOut: 'authentication.signOut',
  },
  last: ['authentication.signOut'],
};
