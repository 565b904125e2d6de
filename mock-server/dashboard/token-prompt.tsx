import { useSignal } from '@preact/signals';
import { TextField } from './parts/fields.js';
import { token, useToken } from './server/session.js';

/** Asks for the admin token, which a server beyond the loopback address wants, or for that of a tenant. */
export function TokenPrompt({ onGiven }: { readonly onGiven: () => void }) {
  const typed = useSignal('');
  const give = (event: Event): void => {
    event.preventDefault();
    useToken(typed.value.trim());
    onGiven();
  };
  return (
    <main class="prompt">
      <h1 class="brand">
        <img src="/__admin/ui/emblem.svg" alt="" width="28" height="28" />
        Hostdouble
      </h1>
      <p class="dim">
        The control API of this server asks for a token: with the admin's, or that of a tenant, who sees its own worlds.
      </p>
      <form onSubmit={give}>
        <TextField
          label="Admin token"
          type="password"
          hint="The server printed it when it started; --admin-token sets it. Those of tenants are in the file of --tenants."
          error={token.value === undefined ? undefined : 'The server did not take this token.'}
          value={typed.value}
          onChange={value => (typed.value = value)}
        />
        <button type="submit" class="primary" disabled={typed.value.trim() === ''}>
          Open the dashboard
        </button>
      </form>
    </main>
  );
}
