/** How a credential that a world hands out may be used, or is refused; each with what it is for, in a sentence. */
export const credentialWays = {
  valid: 'It may do all that its holder may.',
  expired: 'It was valid once, and its time is over.',
  revoked: 'Its holder took it back.',
  readonly: 'It may read, and is refused what changes anything.',
  otherTenant: 'It is of another customer, who sees nothing of what is here.',
  member: 'It is of a member of the same organization, who has fewer rights.',
} as const;
