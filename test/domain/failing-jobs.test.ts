import { beforeEach, describe, expect, it } from 'vitest';
import { Cloud, type Jobs } from '../../mock-server/domain/cloud.js';
import { Faults } from '../../mock-server/worlds/faults.js';

interface Loaf {
  readonly id: number;
  readonly put: number;
  readonly state: 'baking' | 'baked' | 'burnt';
  readonly why: string | null;
  readonly at: number;
}

/** A bakery: a loaf bakes for 100 ms, and rises, browns and cools on the way. */
class Bakery extends Cloud {
  readonly loaves = this.collection<Loaf>('loaf');

  bake(takes = 100): Loaf {
    const id = this.nextId('loaf');
    this.agenda.enter(this.now + takes, 'bread', id);
    return this.loaves.add({ id, put: this.now, state: 'baking', why: null, at: 0 });
  }
}

const jobs: Jobs<Bakery> = {
  bread: {
    has: ({ loaves }, subject) => loaves.get(Number(subject)) !== undefined,
    run: ({ loaves, now }, subject) => loaves.update(Number(subject), { state: 'baked', at: now }),
    fails: {
      operations: ['loaves.bake'],
      operation: () => 'loaves.bake',
      run({ loaves, now }, subject, why) {
        if (why === 'not even that') throw new Error(why);
        loaves.update(Number(subject), { state: 'burnt', why, at: now });
      },
      early: {
        steps: () => ['rise', 'brown'],
        course({ loaves }, subject) {
          const { put } = loaves.need(Number(subject));
          return {
            begun: put,
            steps: new Map([
              ['rise', put],
              ['brown', put + 60],
            ]),
          };
        },
      },
    },
  },
  bell: { has: () => true, run: () => {} },
};

let bakery: Bakery;
let faults: Faults;
beforeEach(() => {
  bakery = new Bakery(1, 0);
  faults = new Faults();
});

const add = ({ times = 1, ...rule }: { after?: string; step?: string; text?: string; times?: number | null }) =>
  faults.add({ operation: 'bakery/loaves.*', failure: 'taskFails', text: null, ...rule }, times);
const settle = (until: number) => bakery.settle(until, jobs, faults.ofTasks('bakery'));
const shown = () => bakery.loaves.all().map(({ state, at }) => `${state} ${at}`);

describe('a task that fails early', () => {
  it.each([
    [{ after: 'PT0.03S' }, 30],
    [{ after: 'PT0S' }, 0],
    [{ step: 'rise' }, 0],
    [{ step: 'brown' }, 60],
    [{}, 100],
    [{ after: 'PT0.1S' }, 100],
    [{ after: 'PT1H' }, 100], // it is shorter: it fails at its end
  ])('does so at its time, once, whatever the steps in which time passes: %j', (rule, at) => {
    for (const steps of [[1000], Array.from({ length: 25 }, (_, index) => (index + 1) * 10)]) {
      [bakery, faults] = [new Bakery(1, 0), new Faults()];
      add(rule);
      bakery.bake();
      bakery.bake(200);
      const ran = steps.flatMap(until => settle(until));
      expect(shown()).toEqual([`burnt ${at}`, 'baked 200']);
      expect(ran).toEqual([
        { at, job: 'bread', subject: '1', failed: true },
        { at: 200, job: 'bread', subject: '2' },
      ]);
      expect([faults.all().map(({ left }) => left), bakery.agenda.size]).toEqual([[0], 0]);
    }
  });

  it('does so at its own time among other jobs, and no later one is due before', () => {
    add({ step: 'brown' });
    bakery.bake();
    bakery.agenda.enter(50, 'bell', 'first');
    bakery.agenda.enter(60, 'bell', 'second');
    expect(bakery.nextDue(jobs, faults.ofTasks('bakery'))).toBe(50);
    expect(settle(1000).map(({ at, subject }) => `${at} ${subject}`)).toEqual(['50 first', '60 1', '60 second']);
    add({ step: 'brown' });
    bakery.bake();
    expect([bakery.nextDue(jobs, faults.ofTasks('bakery')), bakery.nextDue(jobs)]).toEqual([1060, 1100]);
  });

  it('goes on when it is beyond that point already, and the rule waits for the next', () => {
    bakery.bake();
    settle(70);
    add({ step: 'brown' });
    settle(100);
    expect(shown()).toEqual(['baked 100']);
    bakery.bake();
    settle(1000);
    expect(shown()).toEqual(['baked 100', 'burnt 160']);
  });

  it('is one of those the first rule means; a rule for a step that it does not have means others', () => {
    add({ step: 'cool' });
    add({ after: 'PT0.02S', text: 'too hot', times: null });
    add({ text: 'never reached' });
    bakery.bake();
    bakery.bake();
    settle(1000);
    expect(bakery.loaves.all().map(({ at, why }) => [at, why])).toEqual([
      [20, 'too hot'],
      [20, 'too hot'],
    ]);
    expect(faults.all()).toMatchObject([{ left: 1 }, { left: null }, { left: 1 }]);
    faults.clear();
    expect(faults.ofTasks('bakery')).toBeUndefined();
  });

  it('keeps its rule and its job when the failure itself goes wrong', () => {
    add({ after: 'PT0.02S', text: 'not even that' });
    bakery.bake();
    expect(() => settle(1000)).toThrow('the job "bread" about "1" failed: not even that');
    expect([shown(), bakery.agenda.size, faults.all().length, bakery.now]).toEqual([['baking 0'], 1, 1, 0]);
  });
});
