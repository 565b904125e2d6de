import { definePlaybook } from '../../core/playbook.js';
import { sqlTime } from '../../core/time.js';
import { routes } from './routes.js';

/** How a check finds its way through this vendor's operations. */
export const playbook = definePlaybook(routes, {
  sources: {
    nodeid: { read: 'control.getEnvInfo', at: '$.nodes[*].id' },
    nodeId: { read: 'control.getEnvInfo', at: '$.nodes[*].id' },
    buildNodeId: { read: 'control.createEnvironment', at: '$.response.nodes[1].id' },
    envName: { read: 'control.getEnvs', at: '$.infos[*].env.envName' },
    srcEnvName: { read: 'control.getEnvs', at: '$.infos[*].env.envName' },
    envGroup: { read: 'group.getGroups', at: '$.array[*].name' },
  },
  times: {
    starttime: { form: sqlTime, ago: 30 },
    endtime: { form: sqlTime, ago: 0 },
    expiresAt: { form: sqlTime, ago: -30 },
  },
  signIn: {
    operation: 'authentication.signIn',
    sends: { login: 'login', password: 'password' },
    session: '$.session',
    scheme: 'session',
    signOut: 'authentication.signOut',
  },
});
