/** What a cluster goes through until it is ready, in order. */
export const phases = ['network', 'masters', 'workers'] as const;
