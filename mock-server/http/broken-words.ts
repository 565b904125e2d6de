/** The code of an error of a connection; of several addresses that were tried, that of the first. */
export const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'no reason';
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
};

/** An error in words, without the address. */
export function sentenceOf(code: string, timeout: number): string {
  if (code === 'ETIMEDOUT') return `was silent for ${timeout} ms`;
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code)) return `has a certificate that is not trusted (${code})`;
  if (/SSL|TLS|EPROTO/.test(code)) return `does not speak TLS as asked (${code})`;
  if (code.startsWith('HPE_')) return `answers what is not HTTP (${code})`;
  return code === 'ECONNRESET' || code === 'EPIPE' ? `closed the connection (${code})` : `cannot be reached (${code})`;
}
