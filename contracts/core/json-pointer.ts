/** A JSON Pointer (RFC 6901): empty for the whole, else a slash before each name, in which `~0` is `~` and `~1` a slash. */
export const POINTER = /^(\/([^~/]|~[01])*)*$/;

/** The names in a pointer. */
export const namesOfPointer = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map(name => name.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The place of an item in a list, as a pointer says it: without zeros before it. */
export const POINTER_INDEX = /^(0|[1-9]\d{0,8})$/;
