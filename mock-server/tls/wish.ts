import type { KeyedCertificate } from './certificates.js';

/** How a server is to be secured. */
export interface TlsWish {
  readonly tls?: boolean | KeyedCertificate | undefined;
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
  readonly tlsFolder?: string | undefined;
  /** Address to listen on. */
  readonly host: string;
}

/** Whether a server is to speak HTTPS: a certificate of one's own says so too, unless `tls` says no. */
export const wantsTls = ({ tls, tlsCert, tlsKey }: TlsWish): boolean =>
  tls === undefined ? tlsCert !== undefined || tlsKey !== undefined : tls !== false;

/** Whether it has an authority of ours sign its certificate. */
export const wantsAuthority = (wish: TlsWish): boolean =>
  wantsTls(wish) && typeof wish.tls !== 'object' && wish.tlsCert === undefined && wish.tlsKey === undefined;
