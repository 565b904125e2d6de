import { signal } from '@preact/signals';
import type { ControlOperations } from '../../../contracts/control/index.js';
import { CallError } from '../../../contracts/core/client.js';
import { api, wordForWord } from '../server/client.js';
import { whyOf } from '../server/refusal.js';
import { readWorlds } from '../server/worlds.js';

type Advance = ControlOperations['clock.advance'];
/** What happened while time passed. */
export type PassedTime = Advance['reply'];
/** A job that ran. */
export type RanJob = PassedTime['ran'][number];
/** How far to go, or until when. */
export type HowFar = { readonly by: string } | { readonly to: string };

/** Time that was let pass from this tab. */
export interface TimeStep {
  readonly id: number;
  readonly world: string;
  readonly asked: HowFar;
  /** When it began, on the world's clock. */
  readonly from: string;
  /** Undefined where it broke off. */
  readonly passed: PassedTime | undefined;
  /** Why it broke off. */
  readonly error?: string;
  /** The world as it was before; undefined where that is not kept any more, or could not be. */
  readonly before: ControlOperations['snapshot.save']['reply'] | undefined;
  readonly isUndone?: true;
}

/** Most steps that can be undone: a world of thousands of servers has snapshots of megabytes. */
const UNDOABLE = 5;
/** Most steps that are told. */
const TOLD = 30;

/** The latest comes first. They are forgotten with the tab. */
export const steps = signal<readonly TimeStep[]>([]);

/** Rises with each step, and with each that is undone. */
export const stepsTaken = signal(0);

/** Whether a step is being taken. */
export const isStepping = signal(false);

/** Kinds of refusals for which nothing has happened. */
const REFUSALS: readonly string[] = ['invalid', 'malformed', 'notFound', 'unauthenticated', 'forbidden'];

/**
 * Lets time pass in a world, keeping before what an undo brings back. Rejects when it was refused; a step that broke off
 * on its way is told among the others.
 */
export async function step(world: string, asked: HowFar): Promise<TimeStep> {
  const params = { world };
  isStepping.value = true;
  try {
    // A world that is too large to be kept moves on all the same.
    const before = await api()
      .snapshot.save({ params })
      .catch(() => undefined);
    const { now: from } = await api().clock.show({ params });
    const passed = await api()
      .clock.advance({ params, body: { ...asked, records: true } })
      .catch((error: unknown) => {
        if (error instanceof CallError && REFUSALS.includes(error.kind)) throw error;
        return whyOf(error);
      });
    const outcome = typeof passed === 'string' ? { passed: undefined, error: passed } : { passed };
    const taken: TimeStep = { id: (steps.value[0]?.id ?? 0) + 1, world, asked, from, before, ...outcome };
    steps.value = [taken, ...steps.value].slice(0, TOLD).map((one, index) => {
      return index < UNDOABLE ? one : { ...one, before: undefined };
    });
    await readWorlds();
    stepsTaken.value += 1;
    return taken;
  } finally {
    isStepping.value = false;
  }
}

/** Brings a world back to what it was before a step: later ones are undone with it. */
export async function undo({ id, world, before }: TimeStep): Promise<void> {
  if (before === undefined) throw new Error('how the world was before is not kept any more');
  isStepping.value = true;
  try {
    await wordForWord(client => client.snapshot.restore({ params: { world }, body: before }));
    steps.value = steps.value.map(one =>
      one.world === world && one.id >= id ? { ...one, before: undefined, isUndone: true } : one,
    );
    await readWorlds();
    stepsTaken.value += 1;
  } finally {
    isStepping.value = false;
  }
}
