import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { control } from '../../contracts/control/index.js';
import { Failure } from '../../contracts/core/failure.js';
import { carried, nobody } from '../calls/authenticate.js';
import type { LoadedApi } from '../http/api.js';
import { isPrivateHost } from '../http/browsers.js';
import { createDispatcher } from '../http/dispatch.js';
import { sources } from './groups.js';
import type { RunningServer } from './running-server.js';

/**
 * The control API, outside all worlds. Where there is an admin token, each call must carry it. Where there is none, refuse
 * what a browser sends for a page of another site: anybody's page can call an address of the machine it is shown on.
 */
export function controlApi(server: RunningServer, adminToken: string | undefined): LoadedApi {
  return {
    dispatcher: createDispatcher(control, sources),
    behind: {
      cloud: server,
      settle() {},
      version: () => undefined,
      transact: act => act(),
      authenticate(_operation, headers) {
        const { token } = control.dialect.schemes;
        if (adminToken === undefined) {
          if (!isFromHere(headers)) return new Failure('forbidden', { text: FOREIGN });
        } else if (!(token && isSame(carried(token, headers, {}), adminToken)))
          return new Failure('unauthenticated', { text: 'the control API asks for the admin token here' });
        return nobody;
      },
    },
  };
}

const FOREIGN = 'without an admin token the control API answers no page of another site, and under no public host name';

/** Whether a request can be from no page of another site, also of one whose name was pointed at this machine. */
const isFromHere = ({ host = 'localhost', origin }: IncomingHttpHeaders): boolean =>
  isPrivateHost(host) && (origin === undefined || origin.replace(/^https?:\/\//, '') === host);

function isSame(given: string | undefined, wanted: string): boolean {
  const one = Buffer.from(given ?? '');
  const other = Buffer.from(wanted);
  return one.length === other.length && timingSafeEqual(one, other);
}
