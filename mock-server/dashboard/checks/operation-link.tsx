import { visible } from '../../../contracts/kit/report/visible.js';
import { hrefTo } from '../router.js';
import { vendors } from '../server/worlds.js';

interface OperationLinkProps {
  readonly vendor: string;
  readonly id: string;
}

/** The id of an operation, as a link to what is known of it where this server has the vendor. */
export const OperationLink = ({ vendor, id }: OperationLinkProps) =>
  vendors.value.includes(vendor) ? (
    <a class="mono" href={hrefTo({ view: 'coverage', rest: [vendor, id] })}>
      {visible(id)}
    </a>
  ) : (
    <code>{visible(id)}</code>
  );
