import { refuse } from '../../../../contracts/core/failure.js';
import {
  betaRefusals,
  type betaAccessRequests as operations,
} from '../../../../contracts/vendors/infrahub/beta-access-requests.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';
import { ANSWER_TAKES, requestSubject } from './jobs.js';
import { programKey, requestKey } from './key.js';
import type { BetaProgram, BetaRequest } from './record.js';

const MESSAGE = 'Beta access requests retrieved successfully';

export const handlers = {
  list({ cloud, caller }) {
    const user = cloud.userOf(caller);
    const found = cloud.betaRequests.filter(request => request.org === caller.holder && request.user === user);
    const shown = found.map(request => requestView(cloud, request));
    return { status: 200, body: { status: true, message: MESSAGE, beta_access_requests: shown } };
  },

  create({ body, cloud, caller }) {
    const program = programOf(cloud, body.program);
    const about = { org: caller.holder, user: cloud.userOf(caller), program: program.id };
    if (cloud.betaRequests.keyed(requestKey(about)) !== undefined) throw refuse(betaRefusals.requested, program.name);
    const request = cloud.betaRequests.add({
      id: cloud.nextId('betaRequest'),
      ...about,
      state: 'requested',
      createdAt: cloud.now,
    });
    cloud.agenda.enter(cloud.now + ANSWER_TAKES, 'betaRequest', requestSubject(request.id));
    return {
      status: 201,
      body: {
        status: true,
        message: 'Beta access request created successfully',
        beta_access_request: {
          id: request.id,
          user_id: request.user,
          program_id: program.id,
          program_name: program.name,
          status: request.state,
          created_at: timeText(request.createdAt),
        },
      },
    };
  },

  show({ params, cloud, caller }) {
    const program = cloud.betaPrograms.keyed(programKey({ name: params.program }));
    const about = { org: caller.holder, user: cloud.userOf(caller) };
    const request = program && cloud.betaRequests.keyed(requestKey({ ...about, program: program.id }));
    if (request === undefined) throw refuse(betaRefusals.notRequested, params.program);
    const shown = [requestView(cloud, request)];
    return { status: 200, body: { status: true, message: MESSAGE, beta_access_requests: shown } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

const requestView = (cloud: InfrahubCloud, request: BetaRequest) => ({
  program_name: cloud.betaPrograms.need(request.program).name,
  request_date: timeText(request.createdAt),
  status: request.state,
});

/** The program of a name. Where the seed lists none, every name is one from its first request on. */
function programOf(cloud: InfrahubCloud, name: string): BetaProgram {
  const known = cloud.betaPrograms.keyed(programKey({ name }));
  if (known !== undefined) return known;
  if (cloud.settings.betaPrograms !== null) throw refuse(betaRefusals.noProgram, name);
  return cloud.betaPrograms.add({ id: cloud.nextId('betaProgram'), name });
}
