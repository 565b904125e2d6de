import { isNear } from '../../contracts/kit/transport/near-host.js';
import { UNTRUSTED } from '../../contracts/kit/transport/transport.js';
import { exportLines } from './export-lines.js';

/** What to set if an endpoint near by, whose certificate was not trusted, is a double with an authority of this user. */
export async function trustHint(target: string, sentence: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  if (!sentence.includes(UNTRUSTED) || !isNear(target)) return [];
  const { keptTrust } = await import('../tls/secured.js');
  const trust = keptTrust(env);
  return trust === undefined
    ? []
    : ['if it is a double of yours (--tls), it is trusted with these lines:', ...exportLines(trust)];
}
