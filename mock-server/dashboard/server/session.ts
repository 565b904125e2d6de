import { signal } from '@preact/signals';

const KEY = 'hostdouble-admin-token';

/** The admin token that was typed in, for as long as the tab is open; undefined where none was asked for yet. */
export const token = signal<string | undefined>(sessionStorage.getItem(KEY) ?? undefined);

/** Whether the server refused a call for want of the token. */
export const isTokenWanted = signal(false);

/** Takes a token for the calls from now on. */
export function useToken(value: string): void {
  sessionStorage.setItem(KEY, value);
  token.value = value;
  isTokenWanted.value = false;
}
