import { useEffect, useRef } from 'preact/hooks';
import { ErrorNote, Waiting } from '../parts/notes.js';
import { api } from '../server/client.js';
import { useLoaded } from '../server/loaded.js';
import { token } from '../server/session.js';
import type { ShownWorld } from '../server/worlds.js';
import { followColorScheme } from './color-scheme.js';
import { inWorld, type OpenApiDocument, signedAt } from './openapi-document.js';
import type { ShownDocument, Viewer } from './viewer.js';

/** The name of our own API among the others. It is of no world; its calls name one. */
export const CONTROL = 'control';

interface DocumentationProps {
  readonly api: string;
  readonly world: ShownWorld;
  readonly search: string;
}

/** Milliseconds without a letter after which is searched: with each one the viewer lists all operations anew. */
const PAUSE = 200;

/** The document of an API in the viewer, whose calls go to a world. */
export function Documentation({ api: name, world, search }: DocumentationProps) {
  const { value, error, again } = useLoaded(
    () => Promise.all([api().openapi.show({ params: { vendor: name } }), import('./viewer.js')]),
    [name],
  );
  const place = useRef<HTMLDivElement>(null);
  const viewer = useRef<Viewer | undefined>(undefined);
  useEffect(followColorScheme, []);
  useEffect(() => {
    if (value === undefined || place.current === null) return;
    const [document, { createViewer }] = value;
    viewer.current ??= createViewer(place.current, document);
    viewer.current.show(shownIn(document, name, world));
  }, [value, name, world]);
  useEffect(() => {
    const timer = setTimeout(() => viewer.current?.search(search), PAUSE);
    return () => clearTimeout(timer);
  }, [search]);
  return (
    <>
      {error && <ErrorNote error={error} again={again} />}
      {value === undefined && error === undefined && <Waiting what={`the documentation of ${name}`} />}
      <div ref={place} />
    </>
  );
}

/** A document as it is called in a world: at the address that gave this page, whatever the server takes for its own. */
function shownIn(document: OpenApiDocument, name: string, world: ShownWorld): ShownDocument {
  const url = world.urls[name];
  if (url === undefined) {
    const credentials: Record<string, string> = token.value === undefined ? {} : { token: token.value };
    return {
      document: signedAt(inWorld(document, world.name), `${location.origin}/__admin`, credentials),
      credentials,
    };
  }
  const credentials = Object.fromEntries(Object.entries(world.credentials[name] ?? {}).filter(isText));
  return { document: signedAt(document, `${location.origin}${new URL(url).pathname}`, credentials), credentials };
}

const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';
