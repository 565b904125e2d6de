import { refuse } from '../../../../contracts/core/failure.js';
import { noData, noFile } from '../../../../contracts/vendors/virtuozzo/environment/deployment/refusals.js';
import { beyondLimits, noObject } from '../../../../contracts/vendors/virtuozzo/refusals.js';
import type { archives as operations } from '../../../../contracts/vendors/virtuozzo/storage/archives.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { environmentMeant } from '../environment/control/rules.js';
import { answersOf, deployArchive, hooksOf, takes } from '../environment/deployment/deploy.js';
import { layerMeant } from '../environment/deployment/rules.js';
import { addressOf, keep } from './uploads.js';

/** Most archives of an account; public clients remove all but five of each name. */
const MOST_ARCHIVES = 1000;

/** What these old calls say beside the result. */
const HX = 'HX';

export const handlers = {
  upload({ query, cloud, caller, origin }) {
    const { file: content, fid, session } = query;
    if (content === undefined) throw refuse(noFile);
    const name = (query['file.filename'] ?? '').split(/[/\\]/).at(-1)?.slice(0, 255) || 'file';
    const size = query['file.size'] ?? Buffer.byteLength(content);
    const kept = keep(cloud, caller.holder, { name, size, content });
    const request = { ...(fid !== undefined && { fid }), ...(session !== undefined && { session }) };
    return { status: 200, body: { result: 0, file: addressOf(origin, kept), name, size, request } };
  },

  createObject({ query, cloud, caller }) {
    if (query.data === undefined) throw refuse(noData);
    const { name, archive: url, link = 0, size = 0, comment = '' } = query.data;
    if (cloud.archives.allKeyed(`${caller.holder}`).length >= MOST_ARCHIVES)
      throw refuse(beyondLimits, { quota: 'archives', most: MOST_ARCHIVES });
    const archive = { owner: caller.holder, name, url, link: `${link}`, size, comment, registeredOn: cloud.now };
    const { id, owner, registeredOn } = cloud.archives.add({ id: cloud.nextId('archive'), ...archive });
    const object = { id, developer: owner, uploadDate: registeredOn };
    return { status: 200, body: { result: 0, source: HX, response: { id, result: 0, source: HX, object } } };
  },

  deployArchive({ query, cloud, caller }) {
    // a client sends the whole domain where its user wrote it so
    const envName = query.domain.replace(`.${cloud.settings.platform}`, '');
    const environment = environmentMeant(cloud, caller.holder, { envName });
    const group = layerMeant(environment, query.nodeGroup);
    const { newContext: context = 'ROOT', archiveUri: url, archiveName: name } = query;
    const done = deployArchive(cloud, environment, { group, context, url, name, hooks: hooksOf(query) });
    const responses = answersOf(environment, done).map(answer => ({ ...answer, source: HX }));
    const response = { result: 0 as const, source: HX, responses };
    return { status: 200, body: { result: 0, source: HX, response }, takes: takes(environment, group) };
  },

  getArchives({ cloud, caller }) {
    const objects = cloud.archives
      .allKeyed(`${caller.holder}`)
      .map(({ id, owner: developer, link, name, url: archive, comment, registeredOn: uploadDate, size }) => ({
        ...{ id, developer, link, name, archive, comment, uploadDate, size },
      }));
    return { status: 200, body: { result: 0, response: { result: 0, objects } } };
  },

  deleteArchive({ query, cloud, caller }) {
    const found = cloud.archives.get(query.id);
    if (found?.owner !== caller.holder) throw refuse(noObject, { what: 'archive', name: query.id });
    cloud.archives.remove(found.id);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
