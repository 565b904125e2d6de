import type { VirtuozzoCloud } from '../../../cloud.js';

/** What does not hold together about endpoints in a cloud that came from a snapshot, each with its place. */
export function* endpointInconsistencies({ endpoints }: VirtuozzoCloud): Generator<string> {
  const ports = new Set<number>();
  for (const [index, { publicPort }] of endpoints.all().entries()) {
    if (ports.has(publicPort)) yield `endpoint[${index}].publicPort: is that of another endpoint`;
    ports.add(publicPort);
  }
}
