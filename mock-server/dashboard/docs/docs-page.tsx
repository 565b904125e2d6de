import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { EmptyNote, ErrorNote, Waiting } from '../parts/notes.js';
import { isTokenWanted } from '../server/session.js';
import { readWorlds, worlds, worldsError } from '../server/worlds.js';
import { TokenPrompt } from '../token-prompt.js';
import { DocsBar } from './docs-bar.js';
import { CONTROL, Documentation } from './documentation.js';

/** The API that the address names: `/__admin/docs/{api}`. */
const [, named = ''] = /\/([^/]+)\/?$/.exec(location.pathname) ?? [];

/** The world that the address names: `?world={world}`. What follows `#` is the viewer's own: the operation that is open. */
const worldOfAddress = (): string => new URLSearchParams(location.search).get('world') || 'default';

/** The documentation of an API, and above it what chooses the API and the world that is called. */
export function DocsPage() {
  const worldName = useSignal(worldOfAddress());
  const search = useSignal('');
  useEffect(() => {
    document.title = `${named} · Documentation · Hostdouble`;
    void readWorlds();
    addEventListener('popstate', () => {
      worldName.value = worldOfAddress();
    });
  }, []);
  if (isTokenWanted.value) return <TokenPrompt onGiven={() => void readWorlds()} />;
  if (worlds.value === undefined)
    return worldsError.value ? (
      <ErrorNote error={worldsError.value} again={() => void readWorlds()} />
    ) : (
      <Waiting what="the worlds" />
    );
  const apis = [...Object.keys(worlds.value[0]?.urls ?? {}), CONTROL];
  const world = worlds.value.find(({ name }) => name === worldName.value);
  const choose = (name: string): void => {
    history.replaceState(null, '', `?world=${encodeURIComponent(name)}${location.hash}`);
    worldName.value = name;
  };
  return (
    <>
      <DocsBar
        apis={apis}
        api={named}
        world={worldName.value}
        worlds={worlds.value.map(({ name }) => name)}
        onApi={name => location.assign(addressOf(name, worldName.value))}
        onWorld={choose}
        search={search.value}
        onSearch={text => {
          search.value = text;
        }}
      />
      {apis.includes(named) && world !== undefined ? (
        <Documentation api={named} world={world} search={search.value} />
      ) : (
        <main class="docs">
          <h1 class="hidden">Documentation</h1>
          {!apis.includes(named) ? (
            <EmptyNote title={`There is no API “${named}” here`}>
              <p>These there are:</p>
              <ul>
                {apis.map(name => (
                  <li key={name}>
                    <a href={addressOf(name, worldName.value)}>{name}</a>
                  </li>
                ))}
              </ul>
            </EmptyNote>
          ) : (
            <EmptyNote title={`There is no world “${worldName.value}”`}>Choose another one at the top.</EmptyNote>
          )}
        </main>
      )}
    </>
  );
}

/** The address of the documentation of an API. */
export const addressOf = (api: string, world: string): string =>
  `/__admin/docs/${encodeURIComponent(api)}?world=${encodeURIComponent(world)}`;
