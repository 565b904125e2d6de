/** Page of an operation in the vendor's own client, which is made from the vendor's own description of the API. */
export const page = <Api extends string, Call extends string>(api: Api, call: Call) =>
  `https://github.com/NexGenCloud/hyperstack-sdk-javascript/blob/main/docs/${api}.md#${call}` as const;

/** The vendor's documentation as a description of the API, with real answers; a public copy. */
export const ANSWERS =
  'https://github.com/api-evangelist/nexgen-cloud/blob/main/openapi/nexgen-cloud-hyperstack-openapi.json';

/** What may be done to a virtual machine in which state. */
export const STATES = 'https://docs.hyperstack.cloud/docs/api-reference/core-resources/virtual-machines/manage-vms';
