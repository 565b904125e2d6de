import { QuickAdvance } from './clock/quick-advance.js';
import { Time } from './parts/time.js';
import { goTo, hrefTo, route } from './router.js';
import { present } from './server/present.js';
import { vendors, world, worlds } from './server/worlds.js';
import { views } from './views.js';

/** How the clock of the shown world stands: alone it is drawn anew each second. */
const Present = () => <Time at={present.value ?? 0} />;

/** What stands on the left, or on narrow screens at the top: the world, its clock, and the views. */
export function Navigation() {
  const { view: current, world: named } = route.value;
  return (
    <nav class="navigation" aria-label="Views">
      <a class="brand" href={hrefTo({ view: 'worlds' })}>
        <img src="/__admin/ui/emblem.svg" alt="" width="24" height="24" />
        Hostdouble
      </a>
      <label class="world-choice">
        <span>World</span>
        <select value={named} onChange={({ currentTarget }) => goTo({ world: currentTarget.value, view: current })}>
          {(worlds.value ?? []).map(({ name }) => (
            <option key={name} value={name} selected={name === named}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {world.value && (
        <p class="world-clock">
          <Present /> <span class="dim">{world.value.clock.mode}</span>
        </p>
      )}
      <QuickAdvance />
      <ul>
        {views.map(({ name, title }) => (
          <li key={name}>
            <a href={hrefTo({ view: name })} aria-current={name === current ? 'page' : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ul>
      <p class="nav-head">Documentation</p>
      <ul>
        {[...vendors.value, 'control'].map(vendor => (
          <li key={vendor}>
            <a href={`/__admin/docs/${vendor}?world=${encodeURIComponent(named)}`}>{vendor}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
