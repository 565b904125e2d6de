import { timingSafeEqual } from 'node:crypto';
import { control } from '../../contracts/control/index.js';
import { Failure } from '../../contracts/core/failure.js';
import { carried, nobody } from '../http/authenticate.js';
import { createDispatcher } from '../http/dispatch.js';
import type { Mounted } from '../http/front.js';
import { controlHandlers } from './handlers.js';
import type { Operator } from './operator.js';

/** The control API, which stands outside all worlds. With an admin token it asks for that. */
export function mountControl(operator: Operator, adminToken: string | undefined): Mounted {
  return {
    dispatcher: createDispatcher(control, controlHandlers),
    stage: {
      cloud: operator,
      takeFault() {},
      settle() {},
      moment: () => undefined,
      changed() {},
      authenticate(_operation, headers) {
        const { token } = control.dialect.schemes;
        if (adminToken !== undefined && !(token && isSame(carried(token, headers, {}), adminToken)))
          throw new Failure('unauthenticated', { text: 'the control API asks for the admin token here' });
        return nobody;
      },
    },
  };
}

function isSame(given: string | undefined, wanted: string): boolean {
  const one = Buffer.from(given ?? '');
  const other = Buffer.from(wanted);
  return one.length === other.length && timingSafeEqual(one, other);
}
