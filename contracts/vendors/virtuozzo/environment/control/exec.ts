import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { client, observed } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { given, nodeAnswer, ok, sample } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { commandTimedOut, notPerformed } from './run-refusals.js';
import { named } from './schemas.js';

/** More than any client sends. Without bounds a call could ask for endless work. */
const [MOST_COMMANDS, LONGEST_COMMAND] = [100, 32_768];

const command = z.object({
  command: z.string().max(LONGEST_COMMAND),
  params: z
    .string()
    .max(LONGEST_COMMAND)
    .nullish()
    .transform(params => params ?? ''),
});

/** Commands as JSON text: a list, or one alone. */
const commandList = () =>
  read.json(z.union([z.array(command).min(1).max(MOST_COMMANDS), command.transform(one => [one])]));

/** What a command printed, without the line end at its end: clients compare it so. */
const commandAnswer = z.strictObject({
  ...nodeAnswer.shape,
  exitStatus: observed(z.int()),
  out: observed(z.string()),
  errOut: observed(z.string()),
});

/** Where a command fails the call refuses, and says beside it what each command printed. */
const execAnswer = z.union([
  z.strictObject({ ...ok, responses: observed(z.array(commandAnswer)) }),
  client(
    z.strictObject({
      result: z.literal(4109),
      source: z.string(),
      error: z.string(),
      responses: z.array(commandAnswer),
    }),
  ),
]);

nameSchemas({ Command: command, CommandAnswer: commandAnswer, ExecAnswer: execAnswer });

const common = {
  effect: 'write',
  responses: { 200: execAnswer },
  failures: ['conflict', 'notFound'],
  saidAs: { timeout: commandTimedOut, conflict: notPerformed },
} as const;

const asked = named.extend({
  commandList: commandList(),
  sayYes: given(read.flag()),
  /** Everybody is root here. */
  userName: client(given(z.string())),
});
const COMMANDS = '[{"command":"echo","params":"hello"}]';
const ofSample = { envName: sample.envName, commandList: COMMANDS } as const;

/** environment.control: commands in the containers of an environment. */
export const exec = defineOperations(routes.control, {
  execCmdById: {
    summary: 'Runs commands in one node.',
    docs: docs.openapi,
    ...common,
    query: asked.extend({ nodeId: read.integer() }),
    example: { query: { ...ofSample, nodeId: sample.nodeId } },
  },
  execCmdByGroup: {
    summary: 'Runs commands in each node of a layer.',
    docs: docs.openapi,
    ...common,
    query: asked.extend({ nodeGroup: z.string().min(1), async: given(read.flag()) }),
    example: { query: { ...ofSample, nodeGroup: sample.nodeGroup } },
  },
  execCmdByType: {
    summary: 'Runs commands in each node of a type.',
    docs: docs.pyJelastic,
    evidence: 'client',
    ...common,
    query: asked.extend({ nodeType: z.string().min(1) }),
    example: { query: { ...ofSample, nodeType: 'nodejs' } },
  },
  execDockerRunCmd: {
    summary: 'Runs the command that a container was made with.',
    docs: docs.pyJelastic,
    evidence: 'client',
    ...common,
    query: named.extend({ nodeId: read.integer() }),
    example: { query: { envName: sample.envName, nodeId: sample.nodeId } },
  },
});
