/** A name as the double's own code writes it, `virtualMachine`, in words: `virtual machine`. */
export const inWords = (name: string): string =>
  name.replaceAll(/(?<=[a-z\d])(?=[A-Z])|[-_]/g, ' ').replaceAll(/\b[A-Z](?![A-Z])/g, letter => letter.toLowerCase());

/** So many of something: `1 server`, `2 subnets`, `3 IP addresses`. */
export function counted(count: number, thing: string): string {
  const words = inWords(thing);
  return `${count.toLocaleString('en')} ${count === 1 ? words : pluralOf(words)}`;
}

/** Several of something, in words: `virtual machines`. */
export const several = (thing: string): string => pluralOf(inWords(thing));

function pluralOf(words: string): string {
  if (/[^aeiou]y$/.test(words)) return `${words.slice(0, -1)}ies`;
  if (/(ss|x|z|ch|sh)$/.test(words)) return `${words}es`;
  // What ends in one s is a plural already, or has none: files, charges, DNS; what was done is no thing: charged.
  return /(s|ed)$/.test(words) ? words : `${words}s`;
}
