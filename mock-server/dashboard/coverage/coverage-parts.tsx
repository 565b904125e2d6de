import type { ComponentChildren } from 'preact';
import type { Evidence } from '../../../contracts/core/evidence.js';
import { Badge } from '../parts/badge.js';
import { route } from '../router.js';
import { evidenceWords } from './evidence-words.js';

/** A degree of evidence, with what it means on hover. */
export const EvidenceBadge = ({ evidence }: { readonly evidence: Evidence }) => (
  <span title={evidenceWords[evidence].means}>
    <Badge tone={evidenceWords[evidence].tone}>{evidence}</Badge>
  </span>
);

/** A link to a page of somebody else, which the browser opens in a new tab; this page itself never calls it. */
export const OutLink = ({ href, children }: { readonly href: string; readonly children: ComponentChildren }) => (
  <a href={href} target="_blank" rel="noopener noreferrer">
    {children} <span aria-hidden="true">↗</span>
    <span class="hidden">(opens in a new tab)</span>
  </a>
);

/** The verb and the path of an operation. */
export const RouteText = ({ method, path }: { readonly method: string; readonly path: string }) => (
  <code class="coverage-route">
    <b>{method}</b> {path}
  </code>
);

/** Our own documentation of a vendor's API in the shown world, or of one operation there. */
export const docsOf = (vendor: string, id?: string): string => {
  const [group = ''] = id?.split('.') ?? [];
  return `/__admin/docs/${vendor}?world=${encodeURIComponent(route.value.world)}${id === undefined ? '' : `#/${group}/${id}`}`;
};
