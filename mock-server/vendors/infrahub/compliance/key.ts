import type { ComplianceLimit } from './record.js';

/** What limits are looked up by. */
export const complianceKey = ({ org, model, resource }: Pick<ComplianceLimit, 'org' | 'model' | 'resource'>): string =>
  `${org}/${model}/${resource}`;
