import { join, resolve } from 'node:path';
import { realTime } from '../domain/clock.js';
import { type KeyedCertificate, makeServerCertificate } from './certificates.js';
import { authorityFolder, keptAuthority, textOf } from './kept-authority.js';
import { namesOf } from './names.js';
import { checkCertificate, readCertificate } from './own-certificate.js';
import { TlsError } from './tls-error.js';
import { type Trust, trustIn } from './trust.js';
import type { TlsWish } from './wish.js';

/** What a server speaks TLS with. */
export interface Secured extends KeyedCertificate {
  /** The authority of ours that signed it, in PEM; undefined for a certificate of the user's own. */
  readonly ca: string | undefined;
  /** What to set so that it is trusted; undefined for a certificate of the user's own. */
  readonly trust: Trust | undefined;
}

/** The authority of ours, which is made if there is none, and what to set so that it is trusted. */
export async function trusted({ tlsFolder, host }: TlsWish, env: NodeJS.ProcessEnv) {
  const folder = tlsFolder === undefined ? authorityFolder(env) : resolve(tlsFolder);
  const names = namesOf(host);
  const now = realTime();
  const authority = await keptAuthority(folder, names, now);
  return { authority, names, now, trust: trustIn(folder, authority.cert, env) };
}

/** What to set so that the authority of this user is trusted, if there is one; makes none. */
export function keptTrust(env: NodeJS.ProcessEnv): Trust | undefined {
  const folder = authorityFolder(env);
  const authority = textOf(join(folder, 'authority.pem'));
  return authority === undefined ? undefined : trustIn(folder, authority, env);
}

/** Makes or reads the certificate that is wished for. Throws `TlsError` where that cannot be. */
export async function secured(wish: TlsWish, env: NodeJS.ProcessEnv): Promise<Secured> {
  const { tls, tlsCert, tlsKey } = wish;
  if (typeof tls === 'object') {
    checkCertificate(tls, 'tls.cert', 'tls.key');
    return { ...tls, ca: undefined, trust: undefined };
  }
  if (tlsCert !== undefined || tlsKey !== undefined) {
    if (tlsCert === undefined || tlsKey === undefined)
      throw new TlsError('--tls-cert and --tls-key go together: name the certificate and its key');
    return { ...readCertificate(tlsCert, tlsKey), ca: undefined, trust: undefined };
  }
  const { authority, names, now, trust } = await trusted(wish, env);
  return { ...(await makeServerCertificate(authority, names, now)), ca: authority.cert, trust };
}
