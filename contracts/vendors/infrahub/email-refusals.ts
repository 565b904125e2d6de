import type { Refusal } from '../../core/failure.js';
import { ANSWERS } from './docs.js';

/** The form of a refusal that has a sentence and nothing else, as this dialect reads it. */
export const BARE = 'bare';

export const NO_CATEGORY = 'Email category not found';
export const REQUIRED_CATEGORY = 'Cannot update a required email category';

/** What the preferences of emails are refused with. Alone of this API's refusals they print neither status nor reason. */
export const emailRefusals: Readonly<Record<'noCategory' | 'required', Refusal>> = {
  noCategory: { kind: 'notFound', as: BARE, text: NO_CATEGORY, evidence: 'documented', docs: ANSWERS },
  required: { kind: 'conflict', as: BARE, text: REQUIRED_CATEGORY, evidence: 'documented', docs: ANSWERS },
};
