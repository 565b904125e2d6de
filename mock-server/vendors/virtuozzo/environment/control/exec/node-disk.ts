import { Failure } from '../../../../../../contracts/core/failure.js';
import type { VirtuozzoCloud } from '../../../cloud.js';
import { copyPath, movePath } from '../../file/carrying.js';
import * as files from '../../file/node-files.js';
import type { Node } from '../record.js';
import { type Disk, DiskProblem } from './disk.js';

/** The files of a node as commands in it see them. What they refuse becomes a sentence as a Linux command prints it. */
export function diskOf(cloud: VirtuozzoCloud, appid: string, node: Node): Disk {
  const told = <T>(act: () => T): T => {
    try {
      return act();
    } catch (problem) {
      if (!(problem instanceof Failure)) throw problem;
      const [path, reason = 'it is not possible'] = (problem.detail.text ?? '').split(/: (.*)/s);
      throw new DiskProblem(`${path}: ${reason.charAt(0).toUpperCase()}${reason.slice(1)}`);
    }
  };
  return {
    read: path => told(() => files.fileAt(cloud, appid, node, path)),
    write: (path, content, append) => told(() => files.writeFile(cloud, appid, node, path, content, { append })),
    makeFolder: path => told(() => files.makeFolder(cloud, appid, node, path)),
    remove: path => told(() => files.removePath(cloud, appid, node, path)),
    copy: (from, to) => {
      told(() => copyPath(cloud, appid, node, from, to));
    },
    move: (from, to) => {
      told(() => movePath(cloud, appid, node, from, to));
    },
  };
}
