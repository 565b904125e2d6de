import type { Overlay } from './operation.js';

/** The words in braces of an overlay, at any depth. */
export const wordsIn = (overlay: Overlay): string[] => {
  if (overlay === null || typeof overlay === 'boolean') return [];
  if (typeof overlay !== 'string') return Object.values(overlay).flatMap(wordsIn);
  return [...overlay.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
};
