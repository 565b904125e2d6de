import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClock } from '../../mock-server/domain/clock.js';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const later = (milliseconds: number): void => {
  vi.setSystemTime(Date.now() + milliseconds);
};

it('a clock that runs goes with the real time, also on from where it is set', () => {
  const clock = createClock({ mode: 'running', now: 50 });
  later(7);
  expect(clock.state()).toEqual({ mode: 'running', now: 57 });
  clock.set({ now: 1000 });
  later(3);
  expect(clock.now()).toBe(1003);
});

it('a clock that stands still goes on from where it stood when it runs again', () => {
  const clock = createClock({ mode: 'running', now: 0 });
  later(5);
  clock.set({ mode: 'frozen' });
  later(100);
  expect(clock.now()).toBe(5);
  clock.set({ mode: 'running' });
  later(1);
  expect(clock.now()).toBe(6);
});
