const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as XML and HTML hold it, in an element or in a quoted attribute. */
export const asMarkup = (text: string): string =>
  text.replaceAll(/[&<>"']/g, character => ENTITIES[character] ?? character);
