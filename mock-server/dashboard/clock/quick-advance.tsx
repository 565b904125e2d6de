import { announce } from '../parts/announcer.js';
import { whyOf } from '../server/refusal.js';
import { world } from '../server/worlds.js';
import { isStepping, step } from './steps.js';
import { sayPassed } from './told-step.js';

const LENGTHS = [
  ['PT1H', '+1 h', 'one hour'],
  ['P1D', '+1 d', 'one day'],
  ['P1M', '+1 mo', 'one month'],
] as const;

/** Lets time pass in the shown world from whatever view is open. */
export function QuickAdvance() {
  const name = world.value?.name;
  if (name === undefined) return null;
  const go = async (by: string): Promise<void> => {
    try {
      announce(sayPassed(await step(name, { by })));
    } catch (error) {
      announce(whyOf(error), 'bad');
    }
  };
  return (
    <fieldset class="quick-advance">
      <legend class="hidden">Let time pass</legend>
      {LENGTHS.map(([by, shown, words]) => (
        <button
          key={by}
          type="button"
          disabled={isStepping.value}
          aria-label={`${shown}: let ${words} pass`}
          title={`Let ${words} pass`}
          onClick={() => go(by)}
        >
          {shown}
        </button>
      ))}
    </fieldset>
  );
}
