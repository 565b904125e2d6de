import type { Evidence } from '../../../contracts/core/evidence.js';
import type { Tone } from '../parts/badge.js';

/** What a degree of evidence means, and the colour that says it beside the word. */
export const evidenceWords: Readonly<Record<Evidence, { readonly means: string; readonly tone: Tone }>> = {
  documented: { means: 'the vendor says so in public', tone: 'good' },
  observed: { means: 'it stands in a real answer that was printed in public', tone: 'info' },
  client: { means: 'a real client sends it or reads it so', tone: 'busy' },
  disputed: { means: 'two of the vendor’s own sources differ', tone: 'odd' },
  assumed: { means: 'nothing public says it; it is our choice', tone: 'dim' },
};
