import { z } from 'zod';
import type { MockServer } from '../../../mock-server/index.js';
import { formOf, type Input, type VirtuozzoCaller } from './caller.js';

/** An answer about deployments, as far as the tests look at it. */
export interface DeployAnswer {
  readonly result: number;
  readonly error?: string;
  readonly id?: number;
  readonly hash?: string;
  readonly log?: string;
  readonly context?: string;
  readonly message?: string;
  readonly object?: { readonly id?: number; readonly preDeploy?: string; readonly postDeploy?: string };
  readonly array?: readonly {
    readonly id?: number;
    readonly name?: string;
    readonly context?: string;
    readonly archiveName?: string;
    readonly type?: string;
  }[];
  readonly responses?: readonly { readonly result: number; readonly nodeid?: number; readonly name?: string }[];
  readonly response?: {
    readonly id?: number;
    readonly responses?: readonly { readonly nodeid: number; readonly out: string }[];
    readonly objects?: readonly { readonly id: number; readonly name: string; readonly comment: string }[];
    readonly object?: { readonly id: number; readonly developer: number; readonly uploadDate: number };
  };
}

/** Calls a method with the caller's session and answers its body. */
export async function ask(caller: VirtuozzoCaller, method: string, input: Input = {}): Promise<DeployAnswer> {
  const reply = await caller.send(method, { session: caller.session, ...input });
  const answer: DeployAnswer = JSON.parse(await reply.text());
  return answer;
}

/** Calls a path of the server, such as older clients do. */
export async function askAt(url: string, input: Input): Promise<DeployAnswer> {
  const reply = await fetch(url, { method: 'POST', body: formOf(input) });
  const answer: DeployAnswer = JSON.parse(await reply.text());
  return answer;
}

/** What a snapshot says of the files of nodes. */
const written = z.array(
  z.object({ id: z.int(), written: z.array(z.object({ path: z.string(), content: z.string().optional() })) }),
);
const saved = z.object({
  clouds: z.object({ virtuozzo: z.object({ state: z.object({ parts: z.object({ files: written }) }) }) }),
});

/** The files that were written to a node, by path. */
export async function filesOf(mock: MockServer, nodeid: number): Promise<ReadonlyMap<string, string>> {
  const { clouds } = saved.parse(await mock.control.snapshot.save());
  const files = clouds.virtuozzo.state.parts.files.find(({ id }) => id === nodeid)?.written ?? [];
  return new Map(files.flatMap(({ path, content }) => (content === undefined ? [] : [[path, content] as const])));
}
