import { signal } from '@preact/signals';
import type { ControlOperations } from '../../../contracts/control/index.js';
import { api } from './client.js';
import { vendors } from './worlds.js';

/** An operation that is served, under the name by which rules mean it: `vendor/group.name`. */
export interface NamedOperation
  extends Pick<ControlOperations['operations.list']['reply']['operations'][number], 'method' | 'path' | 'summary'> {
  readonly name: string;
}

/** All operations of all vendors that are served; undefined until they are read. */
export const operations = signal<readonly NamedOperation[] | undefined>(undefined);

let isReading = false;

/** Reads them once. Where that fails, they can be typed all the same. */
export async function readOperations(): Promise<void> {
  if (isReading || operations.value !== undefined) return;
  isReading = true;
  try {
    const all = await Promise.all(vendors.value.map(vendor => api().operations.list({ params: { vendor } })));
    operations.value = all.flatMap(({ vendor, operations }) =>
      operations
        .filter(({ served }) => served)
        .map(({ id, method, path, summary }) => ({ name: `${vendor}/${id}`, method, path, summary })),
    );
  } finally {
    isReading = false;
  }
}
