import { expect, it } from 'vitest';
import { SharedWeight } from '../../mock-server/domain/shared-weight.js';

it('holders that were weighed longest ago let go first, and the one that is weighed keeps what it has', () => {
  const gone: string[] = [];
  const shared = new SharedWeight(10);
  const holder = (name: string) => ({
    lighten: () => {
      gone.push(name);
      return 0;
    },
  });
  const [one, two, three] = [holder('one'), holder('two'), holder('three')];
  shared.weigh(one, 4);
  shared.weigh(two, 4);
  shared.weigh(one, 5);
  shared.weigh(three, 4);
  expect(gone).toEqual(['two']);
  shared.weigh(three, 30);
  expect(gone).toEqual(['two', 'one']);
  shared.forget(three);
  shared.weigh(one, 10);
  expect(gone).toHaveLength(2);
});

it('one that has something left has its turn again after the others', () => {
  const asked: string[] = [];
  const halving = (name: string, weight: number) => ({
    lighten: () => {
      asked.push(`${name} ${weight}`);
      weight = Math.floor(weight / 2);
      return weight;
    },
  });
  const shared = new SharedWeight(20);
  shared.weigh(halving('one', 8), 8);
  shared.weigh(halving('two', 8), 8);
  const last = halving('last', 0);
  shared.weigh(last, 6);
  expect(asked).toEqual(['one 8']);
  shared.weigh(last, 14);
  expect(asked).toEqual(['one 8', 'two 8', 'one 4']);
  shared.weigh(last, 100);
  expect(asked).toEqual(['one 8', 'two 8', 'one 4', 'two 4', 'one 2', 'two 2', 'one 1', 'two 1']);
});

it('one that cannot let go of anything is not asked for ever', () => {
  const shared = new SharedWeight(10);
  const stuck = { lighten: () => 8 };
  shared.weigh(stuck, 8);
  shared.weigh({ lighten: () => 0 }, 8);
  shared.weigh({ lighten: () => 0 }, 1);
});
