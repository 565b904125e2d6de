/**
 * What Laravel's validator says of each rule, in version 9: `lang/en/validation.php` of https://github.com/laravel/laravel.
 * That the panel is made with Laravel is known, its version is not: of the sentences that shops show, `The results must be
 * between 1 and 200.` is of version 9 or earlier, for from 10 on it is `The results field must be …`.
 */
export const lines = {
  required: 'The :attribute field is required.',
  prohibited: 'The :attribute field is prohibited.',
  integer: 'The :attribute must be an integer.',
  numeric: 'The :attribute must be a number.',
  string: 'The :attribute must be a string.',
  boolean: 'The :attribute field must be true or false.',
  array: 'The :attribute must be an array.',
  in: 'The selected :attribute is invalid.',
  regex: 'The :attribute format is invalid.',
  distinct: 'The :attribute field has a duplicate value.',
  multiple_of: 'The :attribute must be a multiple of :value.',
  date: 'The :attribute is not a valid date.',
  email: 'The :attribute must be a valid email address.',
  ip: 'The :attribute must be a valid IP address.',
  ipv4: 'The :attribute must be a valid IPv4 address.',
  ipv6: 'The :attribute must be a valid IPv6 address.',
  mac_address: 'The :attribute must be a valid MAC address.',
  json: 'The :attribute must be a valid JSON string.',
  url: 'The :attribute must be a valid URL.',
  uuid: 'The :attribute must be a valid UUID.',
} as const;

/** Rules about sizes, worded by what has the size. */
export const sizeLines = {
  between: {
    number: 'The :attribute must be between :min and :max.',
    text: 'The :attribute must be between :min and :max characters.',
    list: 'The :attribute must have between :min and :max items.',
  },
  size: {
    number: 'The :attribute must be :value.',
    text: 'The :attribute must be :value characters.',
    list: 'The :attribute must contain :value items.',
  },
  min: {
    number: 'The :attribute must be at least :value.',
    text: 'The :attribute must be at least :value characters.',
    list: 'The :attribute must have at least :value items.',
  },
  max: {
    number: 'The :attribute must not be greater than :value.',
    text: 'The :attribute must not be greater than :value characters.',
    list: 'The :attribute must not have more than :value items.',
  },
  gt: {
    number: 'The :attribute must be greater than :value.',
    text: 'The :attribute must be greater than :value characters.',
    list: 'The :attribute must have more than :value items.',
  },
  lt: {
    number: 'The :attribute must be less than :value.',
    text: 'The :attribute must be less than :value characters.',
    list: 'The :attribute must have less than :value items.',
  },
} as const;

/** Of a whole input, where no attribute is to be named. */
export const ofAll = 'The given data was invalid.';
