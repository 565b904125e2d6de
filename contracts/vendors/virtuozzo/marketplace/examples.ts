/** An application that needs no environment and makes none. */
export const MANIFEST = JSON.stringify({
  type: 'install',
  name: 'example',
  settings: { fields: [{ type: 'string', name: 'name', default: 'world' }] },
  onInstall: { log: 'hello' },
  actions: { greet: { log: 'hello' } },
  success: 'Installed.',
});

/** An add-on that touches no node. */
export const ADDON = JSON.stringify({ type: 'update', name: 'example', onInstall: { log: 'hello' } });

export const UNIQUE_NAME = '00000000-0000-4000-8000-000000000000';
