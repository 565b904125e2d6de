import { refuse } from '../../../../contracts/core/failure.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/refusals.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { invalid, type Manifest, readManifest } from './manifest.js';
import { ownAppOf } from './own-apps.js';
import { shipped } from './shipped.js';

/** A manifest and where it came from. */
export interface ManifestSource {
  readonly manifest: Manifest;
  readonly baseUrl: string;
  /** Its id in the marketplace; undefined for one that was sent. */
  readonly app?: string;
}

/**
 * The manifest that a text is or names: an address, the id of an application, or the manifest itself. The double reads
 * nothing from the network. An address leads to a manifest that it ships, if it ends in the name of one, whatever the host.
 */
export function found(cloud: VirtuozzoCloud, uid: number, text: string, baseUrl = ''): ManifestSource {
  const named = text.trim();
  if (/^https?:\/\/\S+$/i.test(named)) return atAddress(named);
  if (/^[\w./-]+\.(jps|json|ya?ml)$/i.test(named) && baseUrl !== '')
    return atAddress(`${baseUrl.replace(/\/$/, '')}/${named}`);
  if (/^[\w.-]{1,1000}$/.test(named)) return appNamed(cloud, uid, named);
  return { manifest: readManifest(text), baseUrl };
}

function atAddress(address: string): ManifestSource {
  const path = address.replace(/[?#].*$/s, '');
  const at = path.lastIndexOf('/');
  const app = shipped.find(({ file }) => file === path.slice(at + 1));
  if (app === undefined) throw invalid(`the manifest at [${address.slice(0, 200)}] can't be read`);
  return { manifest: readManifest(app.text), baseUrl: path.slice(0, at + 1), app: app.id };
}

/** An application of the marketplace, or one that the user added himself. */
export function appNamed(cloud: VirtuozzoCloud, uid: number, id: string): ManifestSource {
  const app = shipped.find(known => known.id === id);
  const text = app?.text ?? ownAppOf(cloud, uid, id)?.manifest;
  if (text === undefined) throw refuse(refusals.noObject, { what: 'application', name: id.slice(0, 200) });
  return { manifest: readManifest(text), baseUrl: '', app: id };
}
