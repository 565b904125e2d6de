import { Failure } from '../../../../contracts/core/failure.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import type { NetworkInterface } from './record.js';

/** Which of a server's interfaces, as the calls name them. */
type InterfaceWord = 'primary' | 'secondary';

/** The interface; throws a failure of kind `notFound` for a second one that the server does not have. */
export function needInterface(server: Server, word: InterfaceWord): NetworkInterface {
  const found = server[word];
  if (found === null) throw new Failure('notFound', { resource: 'interface', id: word });
  return found;
}

/** Changes an interface of a server. */
export function changeInterface(
  cloud: VirtFusionCloud,
  server: Server,
  word: InterfaceWord,
  change: Partial<Omit<NetworkInterface, 'id'>>,
): void {
  cloud.change(server.id, { [word]: { ...needInterface(server, word), ...change } });
}
