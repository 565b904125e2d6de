import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Navigation } from './navigation.js';
import { Announcer } from './parts/announcer.js';
import { EmptyNote, ErrorNote, Waiting } from './parts/notes.js';
import { Page } from './parts/page.js';
import { hrefTo, route, stayAt } from './router.js';
import { isTokenWanted } from './server/session.js';
import { readWorlds, world, worlds, worldsError } from './server/worlds.js';
import { TokenPrompt } from './token-prompt.js';
import { type View, views } from './views.js';

const [first] = views;

/** The world that the page opens with. */
const DEFAULT = 'default';

/** The whole page. */
export function App() {
  const { world: named, view: name } = route.value;
  useEffect(() => {
    void readWorlds();
  }, []);
  useEffect(() => {
    if (named === '' || name === '') stayAt({ world: named || DEFAULT, view: name || (first?.name ?? '') });
  }, [named, name]);
  const shown = worlds.value;
  useEffect(() => {
    // A tenant does not see the world `default`: the page opens with the first of its own.
    if (named !== DEFAULT || shown === undefined || shown.some(one => one.name === DEFAULT)) return;
    const own = shown[0]?.name;
    stayAt(own === undefined ? { world: DEFAULT, view: 'worlds' } : { world: own, view: name });
  }, [named, name, shown]);
  if (isTokenWanted.value) return <TokenPrompt onGiven={() => void readWorlds()} />;
  const view = views.find(one => one.name === name);
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('page-title')?.focus()}>
        Skip to the content
      </button>
      <Navigation />
      <main class="content">
        {worlds.value === undefined ? (
          (worldsError.value && <ErrorNote error={worldsError.value} again={() => void readWorlds()} />) || (
            <Waiting what="the worlds" />
          )
        ) : world.value === undefined && name !== 'worlds' ? (
          <Page title={`There is no world “${named}”`}>
            <EmptyNote title="It was deleted, or the address is wrong">
              <a href={hrefTo({ world: DEFAULT, view: first?.name ?? '' })}>See the worlds there are</a>
            </EmptyNote>
          </Page>
        ) : view === undefined ? (
          <Page title={`There is no view “${name}”`}>
            <EmptyNote title="The address is wrong">
              <a href={hrefTo({ view: first?.name ?? '' })}>Open {first?.title ?? ''}</a>, or choose a view from the
              navigation.
            </EmptyNote>
          </Page>
        ) : (
          <Opened key={`${view.name} ${named}`} view={view} />
        )}
      </main>
      <Announcer />
    </>
  );
}

/** A view once it is loaded. */
function Opened({ view }: { readonly view: View }) {
  const shown = useSignal<{ readonly View: ComponentType } | undefined>(undefined);
  const error = useSignal<Error | undefined>(undefined);
  useEffect(() => {
    view.load().then(
      View => {
        shown.value = { View };
      },
      (cause: Error) => {
        error.value = cause;
      },
    );
  }, [view, shown, error]);
  const { View } = shown.value ?? {};
  if (View !== undefined) return <View />;
  return error.value ? (
    <ErrorNote error={error.value} again={() => location.reload()} />
  ) : (
    <Waiting what={view.title} />
  );
}
