import type { VirtuozzoCloud } from '../../cloud.js';

/** Whether the firewall of an environment is on, as getenvinfo shows it: it is until somebody turns it off. */
export const isFirewallEnabled = ({ firewalls }: VirtuozzoCloud, appid: string): boolean =>
  firewalls.keyed(appid)?.isEnabled ?? true;
