import { expect, it } from 'vitest';
import { SharedWeight } from '../../mock-server/domain/shared-weight.js';

it('holders that were weighed longest ago let go first, and the one that is weighed keeps what it has', () => {
  const gone: string[] = [];
  const shared = new SharedWeight(10);
  const holder = (name: string) => ({ lighten: () => void gone.push(name) });
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
