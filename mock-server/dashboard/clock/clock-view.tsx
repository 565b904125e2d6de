import { tried } from '../parts/announcer.js';
import { StateBadge } from '../parts/badge.js';
import { Page } from '../parts/page.js';
import { Switch } from '../parts/switch.js';
import { Time } from '../parts/time.js';
import { api } from '../server/client.js';
import { present } from '../server/present.js';
import { readWorlds, type ShownWorld, world } from '../server/worlds.js';
import { AdvanceForm } from './advance-form.js';
import { Agenda } from './agenda.js';
import { History } from './history.js';
import './clock.css';

/** The clock of the shown world: where it stands, how it is moved, and what happened when it was. */
export function ClockView() {
  const shown = world.value;
  return <Page title="Clock">{shown && <Shown world={shown} />}</Page>;
}

function Shown({ world: { name, clock, opened } }: { readonly world: ShownWorld }) {
  const now = present.value ?? Date.parse(clock.now);
  const setMode = (isRunning: boolean): Promise<boolean> =>
    tried(
      async () => {
        await api().clock.change({ params: { world: name }, body: { mode: isRunning ? 'running' : 'frozen' } });
        await readWorlds();
      },
      isRunning ? 'The clock runs with the real time' : 'The clock stands still',
    );
  return (
    <>
      <div class="columns">
        <section class="card" aria-labelledby="clock-now">
          <h2 id="clock-now">Present</h2>
          <p class="clock-now">
            <Time at={now} /> <span class="clock-zone">UTC</span>
          </p>
          <div class="row">
            <StateBadge state={clock.mode} />
            <Switch label="Runs with the real time" isOn={clock.mode === 'running'} onChange={setMode} />
          </div>
          <p class="hint clock-opened">
            This world was opened at <Time at={opened.now} />.
          </p>
          <Agenda world={name} now={now} isFrozen={clock.mode === 'frozen'} />
        </section>
        <AdvanceForm world={name} now={now} />
      </div>
      <History world={name} />
    </>
  );
}
