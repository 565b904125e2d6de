import { computed } from '@preact/signals';
import { control } from '../../../contracts/control/index.js';
import { createClient } from '../../../contracts/core/client.js';
import { overFetch } from '../../../contracts/core/over-fetch.js';
import type { Send } from '../../../contracts/core/request.js';
import { isTokenWanted, token } from './session.js';

/** Sends like `fetch`, and has the page ask for the admin token where the server does. */
const send: Send = async (request, timeout) => {
  const reply = await overFetch(request, timeout);
  if (reply.status === 401) isTokenWanted.value = true;
  return reply;
};

const client = computed(() =>
  createClient(control, {
    url: location.origin,
    send,
    timeout: 300_000,
    ...(token.value !== undefined && { credentials: { token: token.value } }),
  }),
);

/** The control API of the server that gave this page: `api().worlds.list()`. */
export const api = (): typeof client.value => client.value;
