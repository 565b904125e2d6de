/**
 * The vendor's public API documentation: the page of one operation where its name is known to be public, else the whole
 * reference.
 */
export const page = (operation = ''): `https://${string}` =>
  operation === '' ? 'https://docs.virtfusion.com/api/' : `https://docs.virtfusion.com/api/${operation}/`;
