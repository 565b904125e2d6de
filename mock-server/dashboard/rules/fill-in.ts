import { jsonText } from '../parts/json-text.js';
import { route } from '../router.js';
import { api } from '../server/client.js';
import { emptyFault } from './fault-draft.js';
import { faultDraft } from './fault-form.js';
import { emptyOverride } from './override-draft.js';
import { filledFrom, overrideDraft } from './override-form.js';

/** What was filled in last: an address that is read twice changes nothing that was typed since. */
let filled = '';

/**
 * Fills a form in as the address says: `?add=fault&operation=…`, or `?add=override&operation=…&status=…&from=…` with the
 * answer of a call of the journal.
 */
export async function fillIn(): Promise<void> {
  const { world, query } = route.value;
  const { add, operation, status, from } = query;
  const key = JSON.stringify([world, query]);
  if (add === undefined || key === filled) return;
  filled = key;
  if (operation === undefined && from === undefined) return;
  if (add === 'fault') {
    faultDraft.value = { ...emptyFault, operation: operation ?? '' };
    return;
  }
  overrideDraft.value = { ...emptyOverride, operation: operation ?? '', status: status ?? emptyOverride.status };
  filledFrom.value = '';
  if (from !== undefined) await fillFrom(world, Number(from), status);
}

/** The next time that an address says so, it is filled in, also if it is the same. */
export function forgetFilled(): void {
  filled = '';
}

async function fillFrom(world: string, number: number, wanted: string | undefined): Promise<void> {
  const query = { after: number - 1, limit: 1, bodies: true };
  const { calls } = await api().journal.list({ params: { world }, query });
  const call = calls.find(one => one.number === number);
  if (call?.reply === undefined) {
    filledFrom.value = `The answer of call ${number} is not kept any more.`;
    return;
  }
  const { body, status, headers = {} } = call.reply;
  const text = body === undefined ? '' : jsonText(body);
  const type = `${headers['content-type'] ?? ''}`;
  const { vendor, operation } = call;
  overrideDraft.value = {
    ...overrideDraft.value,
    operation: overrideDraft.value.operation || (operation === null ? '' : `${vendor}/${operation}`),
    status: wanted ?? `${status || 200}`,
    body: text,
    headers: typeof body === 'string' && type !== '' ? `content-type: ${type}` : '',
  };
  const isHidden = /\[(redacted|undescribed)\]/.test(text);
  const cut = call.cut?.reply === undefined ? '' : ' Its body is not kept.';
  filledFrom.value = `As call ${number} was answered.${cut}${isHidden ? ' What says [redacted] or [undescribed] was hidden: write what is to be answered there.' : ''}`;
}
