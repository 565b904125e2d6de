import type { InfrahubCloud } from '../cloud.js';
import type { Template } from './record.js';

/** The template of an id, if it is the organisation's own or public. */
export function usableTemplate(cloud: InfrahubCloud, id: number, org: number): Template | undefined {
  const found = cloud.templates.get(id);
  return found !== undefined && (found.org === org || found.isPublic) ? found : undefined;
}
