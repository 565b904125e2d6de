import type { z } from 'zod';
import { refuse } from '../../../../contracts/core/failure.js';
import type { scripting as operations } from '../../../../contracts/vendors/virtuozzo/development/scripting.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers, Invoke } from '../../../calls/handler.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { appidOf } from '../environment/control/rules.js';
import type { EnvScript, Script } from './record.js';

type Asked = z.output<typeof operations.eval.query>;

export const handlers = {
  /** JavaScript is not run, so no script has a result; what an operator's override says is answered before this is asked. */
  eval({ query, cloud, caller, invoke }) {
    if (query.script === 'InstallApp') return installApp(query, invoke);
    const { name } = need(cloud, caller.holder, query, query.script);
    throw refuse(refusals.scriptFailed, { name });
  },

  createScript({ query, cloud, caller }) {
    const { name, type, code = '' } = query;
    const place = placeOf(cloud, caller.holder, query);
    if (find(cloud, place, name) !== undefined) throw refuse(refusals.scriptExists, { name });
    if ('uid' in place) cloud.scripts.add({ id: cloud.nextId('script'), ...place, name, type, code });
    else cloud.envScripts.add({ id: cloud.nextId('envScript'), ...place, nodeid: null, name, type, code });
    return { status: 200, body: { result: 0 } };
  },

  getScript({ query, cloud, caller }) {
    const { name, type, code } = need(cloud, caller.holder, query, query.name);
    return { status: 200, body: { result: 0, script: { name, type, code } } };
  },

  getScripts({ query, cloud, caller }) {
    const { from = 0, count, type } = query;
    const scripts = kept(cloud, placeOf(cloud, caller.holder, query))
      .filter(script => type === undefined || script.type === type)
      .slice(from, count === undefined ? undefined : from + count)
      .map(script => ({ name: script.name, type: script.type }));
    return { status: 200, body: { result: 0, scripts } };
  },

  build({ query, cloud, caller }) {
    need(cloud, caller.holder, query, query.script);
    return { status: 200, body: { result: 0 } };
  },

  deleteScript({ query, cloud, caller }) {
    const found = need(cloud, caller.holder, query, query.name);
    if ('uid' in found) cloud.scripts.remove(found.id);
    else cloud.envScripts.remove(found.id);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** The platform's own script that installed manifests before marketplace.jps did. */
function installApp(query: Asked, invoke: Invoke) {
  const { manifest, envName, shortdomain, region, settings } = query;
  if (manifest === undefined) throw refuse(refusals.invalidParameter, { name: 'manifest' });
  const wanted = { jps: manifest, envName: envName ?? shortdomain, region, settings };
  const said = Object.entries(wanted).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const { body, takes } = invoke('jps.install', { query: Object.fromEntries(said) });
  return { status: 200 as const, body: { result: 0 as const, response: body }, ...(takes !== undefined && { takes }) };
}

/** Where a script is kept: in an environment, or in an account. */
type Place = Pick<EnvScript, 'appid'> | Pick<Script, 'uid'>;

/**
 * In the caller's environment whose id is sent, else in his account: clients also send the ids of applications of the
 * platform, such as `appstore`.
 */
function placeOf(cloud: VirtuozzoCloud, uid: number, query: { readonly appid?: string | undefined }): Place {
  const wanted = appidOf(query);
  const environment = cloud.livingOf(uid).find(({ id }) => id === wanted);
  return environment === undefined ? { uid } : { appid: environment.id };
}

const kept = (cloud: VirtuozzoCloud, place: Place): (Script | EnvScript)[] =>
  'appid' in place ? cloud.envScripts.allKeyed(place.appid) : cloud.scripts.filter(({ uid }) => uid === place.uid);

const find = (cloud: VirtuozzoCloud, place: Place, name: string): Script | EnvScript | undefined =>
  kept(cloud, place).find(script => script.name === name);

function need(
  cloud: VirtuozzoCloud,
  uid: number,
  query: { readonly appid?: string | undefined },
  name: string,
): Script | EnvScript {
  const script = find(cloud, placeOf(cloud, uid, query), name);
  if (script === undefined) throw refuse(refusals.noScript, { name });
  return script;
}
