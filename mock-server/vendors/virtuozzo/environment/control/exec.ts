import { refuse } from '../../../../../contracts/core/failure.js';
import type { exec as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/exec.js';
import {
  commandTimedOut,
  notPerformed,
  unreachable,
} from '../../../../../contracts/vendors/virtuozzo/environment/control/run-refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { runOf } from './containers.js';
import { commands } from './exec/commands.js';
import { Budget } from './exec/limits.js';
import { diskOf } from './exec/node-disk.js';
import type { Printed } from './exec/redirects.js';
import { type Machine, Shell } from './exec/shell.js';
import { nodeMeant, nodesMeant } from './nodes.js';
import type { AppEnvironment, Node } from './record.js';
import { environmentMeant } from './rules.js';
import { variablesForCommands } from './variables.js';
import { hostOf } from './view.js';

export const exec = {
  execCmdById({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    return run(cloud, environment, [nodeMeant(environment, query.nodeId)], textsOf(query.commandList));
  },

  execCmdByGroup({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const nodes = nodesMeant(environment, { nodeGroup: query.nodeGroup });
    return run(cloud, environment, nodes, textsOf(query.commandList));
  },

  execCmdByType({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const nodes = nodesMeant(environment, { nodeType: query.nodeType });
    return run(cloud, environment, nodes, textsOf(query.commandList));
  },

  execDockerRunCmd({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const node = nodeMeant(environment, query.nodeId);
    const { cmd, entrypoint } = runOf(cloud, node);
    const words = [...(entrypoint ?? []), ...(cmd ?? [])].map(word => `'${word.replaceAll("'", `'\\''`)}'`);
    return run(cloud, environment, [node], [words.join(' ')]);
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

const textsOf = (list: readonly { readonly command: string; readonly params: string }[]): string[] =>
  list.map(({ command, params }) => (params === '' ? command : `${command} ${params}`));

/** Seconds after which the platform no longer waits for commands; a guess. */
const LONGEST_RUN = 3600;

/** Runs commands in each of some nodes, in each until one fails; what was done until then stays. Refuses nodes that do not run. */
function run(cloud: VirtuozzoCloud, environment: AppEnvironment, nodes: readonly Node[], texts: readonly string[]) {
  const [first] = nodes;
  if (environment.state !== 'running') throw refuse(unreachable, { node: first?.id ?? 0 });
  const budget = new Budget();
  const responses = nodes.flatMap(node => {
    const machine = machineOf(cloud, environment, node);
    const answers: ReturnType<typeof answerOf>[] = [];
    for (const text of texts) {
      if ((answers.at(-1)?.exitStatus ?? 0) !== 0) break;
      answers.push(answerOf(node.id, new Shell(machine, budget).run(text)));
    }
    return answers;
  });
  if (budget.slept > LONGEST_RUN) throw refuse(commandTimedOut);
  const takes = budget.slept * 1000;
  const failed = responses.find(({ exitStatus }) => exitStatus !== 0);
  if (failed === undefined) return { status: 200 as const, body: { result: 0 as const, responses }, takes };
  return {
    status: 200 as const,
    body: { result: 4109 as const, source: 'JEL', error: failed.error ?? notPerformed.text.toString(), responses },
    takes,
  };
}

const machineOf = (cloud: VirtuozzoCloud, environment: AppEnvironment, node: Node): Machine => ({
  commands,
  disk: diskOf(cloud, environment.id, node),
  hostname: hostOf(cloud, environment, node),
  home: '/root',
  user: 'root',
  now: cloud.now,
  variables: variablesForCommands(cloud, environment, node),
});

/** What a command printed, without the line end at its end: clients compare `out` with words. */
function answerOf(nodeid: number, { out, err, status }: Printed) {
  const [printed, errOut] = [out.replace(/\n$/, ''), err.replace(/\n$/, '')];
  if (status === 0) return { result: 0, nodeid, exitStatus: 0, out: printed, errOut };
  const why = errOut === '' ? `exit status ${status}` : errOut;
  const error = `operation could not be performed: ${why.slice(0, 200)}`;
  return { result: 4109, nodeid, error, exitStatus: status, out: printed, errOut };
}
