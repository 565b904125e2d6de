import type { VirtuozzoCloud } from '../cloud.js';
import { isObject } from './json.js';

/** What does not hold together about the marketplace in a cloud that came from a snapshot, each with its place. */
export function* marketplaceInconsistencies(cloud: VirtuozzoCloud): Generator<string> {
  const { accounts, accountInstallations, consoles, favoriteApps, installations, ownApps } = cloud;
  for (const records of [accountInstallations, installations])
    for (const [index, { uid, manifest, settings, globals }] of records.all().entries()) {
      const place = `${records.resource}[${index}]`;
      if (accounts.get(uid) === undefined) yield `${place}.uid: there is no such user`;
      for (const [name, text] of Object.entries({ manifest, settings, globals }))
        if (!isJsonObject(text)) yield `${place}.${name}: is no object as JSON`;
    }
  for (const records of [ownApps, favoriteApps])
    for (const [index, { uid }] of records.all().entries())
      if (accounts.get(uid) === undefined) yield `${records.resource}[${index}].uid: there is no such user`;
  for (const [index, { id }] of consoles.all().entries())
    if (accounts.get(id) === undefined) yield `${consoles.resource}[${index}].id: there is no such user`;
}

function isJsonObject(text: string): boolean {
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}
