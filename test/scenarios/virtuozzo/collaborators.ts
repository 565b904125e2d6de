import type { MockServer } from '../../../mock-server/index.js';
import { type Answer, type EnvInfo, type Input, platformForEach, VirtuozzoCaller } from './caller.js';

/** What calls about collaborations answer, as far as the tests look at it. */
interface Shown {
  readonly id: number;
  readonly name?: string;
  readonly status?: string;
  readonly uniqueName?: string;
  readonly resourceId?: string;
  readonly type?: string;
  readonly roleIds?: readonly number[];
  readonly roleId?: number;
  readonly policies?: readonly Shown[];
  readonly apiListItems?: readonly { readonly id: number; readonly method: string }[];
  readonly tokenPermissions?: readonly { readonly method: string }[];
}

type Told = Omit<Answer, 'responses' | 'array'> & {
  readonly isOwner?: boolean;
  readonly collaboration?: Shown;
  readonly collaborations?: readonly Shown[];
  readonly policy?: Shown;
  readonly policies?: readonly Shown[];
  readonly role?: Shown;
  readonly roles?: readonly Shown[];
  readonly responses?: readonly Shown[];
  readonly array?: readonly string[];
  readonly tokenPermissions?: readonly { readonly method: string }[];
};

export const DONE = { result: 0 };
export const DENIED = { result: 8, source: 'hx-core', error: 'permission denied' };
export const missing = (what: string, name: string | number) => ({ result: 5, error: `${what} [${name}] not exist` });
export const noEnvironment = (name: string) => ({ result: 11, error: `application [${name},${name}] not exist` });
export const invalid = (name: string) => ({ result: 3, error: `invalid parameter [${name}]` });
export const wrongState = (status: string) => ({
  result: 1,
  source: 'JEL',
  error: `collaboration is ${status}`,
});

export const [OWNER, MEMBER] = [5886, 5887];

/** The owner of what is shared, and whom he shares it with. */
export class Collaborators {
  readonly mock: MockServer;
  readonly owner: VirtuozzoCaller;
  readonly member: VirtuozzoCaller;
  readonly emails: readonly [owner: string, member: string];

  constructor(mock: MockServer) {
    const other = mock.credentials.others.virtuozzo?.otherTenant;
    this.mock = mock;
    this.owner = VirtuozzoCaller.of(mock);
    this.member = new VirtuozzoCaller(mock.url, other?.session ?? '');
    this.emails = [mock.credentials.virtuozzo.login, other?.login ?? ''];
  }

  /** Calls a method of users.collaboration, as the owner unless somebody else is named. */
  async call(verb: string, input: Input = {}, by = this.owner): Promise<Told> {
    const reply = await by.send(`users/collaboration/${verb}`, { session: by.session, ...input });
    const told: Told = JSON.parse(await reply.text());
    return told;
  }

  /** The id of a collaboration of the two that was accepted. */
  async joined(): Promise<number> {
    const { collaboration } = await this.call('invitemember', { email: this.emails[1] });
    const id = collaboration?.id ?? 0;
    await this.call('acceptcollaboration', { id }, this.member);
    return id;
  }

  /** The id of a new role that allows these methods. */
  async roleFor(name: string, ...methods: readonly string[]): Promise<number> {
    const { policy } = await this.call('addpolicy', { name, methods: methods.join(',') });
    const { role } = await this.call('addrole', { name, policies: policy?.id ?? 0, receiveNotification: false });
    return role?.id ?? 0;
  }

  /** An environment of the owner, shared with the member by a role that allows these methods. */
  async shared(name: string, ...methods: readonly string[]): Promise<EnvInfo & { readonly collaborationId: number }> {
    const made = await this.owner.create({ shortdomain: name }, { nodeType: 'nodejs', flexibleCloudlets: 4 });
    const collaborationId = await this.joined();
    const roleIds = await this.roleFor(name, ...methods);
    const { appid } = made.env;
    await this.call('setresource', { collaborationId, resourceId: appid, roleIds });
    return { ...made, collaborationId };
  }
}

/** A platform for each test, and two of its users. */
export const collaboratorsForEach = (meet: (two: Collaborators) => void): void =>
  platformForEach((_, mock) => meet(new Collaborators(mock)));
