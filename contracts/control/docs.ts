/** Our own API is documented by its OpenAPI document and by this page of the package. */
export const docs = 'https://www.npmjs.com/package/hostdouble';
