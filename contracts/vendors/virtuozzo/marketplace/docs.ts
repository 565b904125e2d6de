/** Pages on the language of manifests, and who uses what of it. */
export const scripting = {
  basics: 'https://docs.cloudscripting.com/creating-manifest/basic-configs/',
  actions: 'https://docs.cloudscripting.com/creating-manifest/actions/',
  events: 'https://docs.cloudscripting.com/creating-manifest/events/',
  mixins: 'https://docs.cloudscripting.com/creating-manifest/mixins/',
  responses: 'https://docs.cloudscripting.com/creating-manifest/handling-custom-responses/',
  log: 'https://docs.cloudscripting.com/troubleshooting/',
} as const satisfies Record<string, `https://${string}`>;
