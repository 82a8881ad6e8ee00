// A list of allowed prefixes with two writers. The deployment follows templates through the real handler and adapter; a
// controller adds and removes prefixes of its own whenever Direct Connect lets it, also between a look and the call that
// follows it. Sets are what must be left: nothing of this knows how the handler works.

import fc from 'fast-check';
import { allowedPrefixesApi } from '../../lib/controller/aws/direct-connect-association-api';
import type { CustomResourceEvent } from '../../lib/controller/custom-resource';
import { progressOf } from '../../lib/controller/handlers/allowed-prefixes';
import { FakeAssociation, FakeDirectConnect } from '../support/fake-direct-connect';

const numbered = (second: number) => Array.from({ length: 4 }, (_, i) => `10.${second}.${i}.0/24`);
const [TEMPLATE, STEERING, AGGREGATES] = [numbered(1), numbered(2), numbered(3)];

/** What happens just before a command reaches Direct Connect. */
type Interruption = { readonly kind: 'none' | 'settle' } | { readonly kind: 'add' | 'remove'; readonly prefix: string };

type Act =
  | { readonly kind: 'deploy'; readonly prefixes: readonly string[]; readonly interruptions: readonly Interruption[] }
  /** CloudFormation gives up after so many rounds and goes back. */
  | {
      readonly kind: 'roll-back';
      readonly prefixes: readonly string[];
      readonly rounds: number;
      readonly interruptions: readonly Interruption[];
    }
  | { readonly kind: 'rewrite'; readonly aggregates: readonly string[] }
  | { readonly kind: 'withdraw'; readonly prefix: string };

const interruptions = fc.array(
  fc.oneof(
    fc.constantFrom<Interruption>({ kind: 'none' }, { kind: 'settle' }),
    fc.record({ kind: fc.constantFrom('add' as const, 'remove' as const), prefix: fc.constantFrom(...STEERING) }),
  ),
  { maxLength: 12 },
);
const prefixes = fc.subarray(TEMPLATE);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('deploy' as const), prefixes, interruptions }),
  fc.record({
    kind: fc.constant('roll-back' as const),
    prefixes,
    rounds: fc.integer({ min: 1, max: 4 }),
    interruptions,
  }),
  fc.record({ kind: fc.constant('rewrite' as const), aggregates: fc.subarray(AGGREGATES, { minLength: 1 }) }),
  fc.record({ kind: fc.constant('withdraw' as const), prefix: fc.constantFrom(...TEMPLATE) }),
);

class Account {
  /** What the two writers have said so far. */
  template: readonly string[] = [];
  aggregates: readonly string[] = [AGGREGATES[0] ?? ''];
  readonly additions = new Set<string>();
  withdrawn = new Set<string>();
  private pending: Interruption[] = [];
  private readonly association: FakeAssociation;
  private readonly directConnect: FakeDirectConnect;

  constructor(showsEarly: boolean) {
    this.association = new FakeAssociation('assoc', 'dxgw', 'tgw', this.aggregates, showsEarly);
    this.directConnect = new FakeDirectConnect({ associations: [this.association], before: () => this.interrupt() });
  }

  get allowed(): readonly string[] {
    this.association.settle();
    return this.association.listed;
  }

  get expected(): readonly string[] {
    const template = this.template.filter((prefix) => !this.withdrawn.has(prefix));
    return [...new Set([...this.aggregates, ...template, ...this.additions])].sort();
  }

  private interrupt(): void {
    const next = this.pending.shift();
    if (next?.kind === 'settle') this.association.settle();
    if (next?.kind === 'add' && this.change([next.prefix], [])) this.additions.add(next.prefix);
    if (next?.kind === 'remove' && this.change([], [next.prefix])) this.additions.delete(next.prefix);
  }

  /** The controller, which gives up at a refusal. */
  private change(add: readonly string[], remove: readonly string[]): boolean {
    try {
      this.association.update({ add, remove });
      return true;
    } catch {
      return false;
    }
  }

  async play(next: Act): Promise<void> {
    if (next.kind === 'withdraw') {
      this.association.settle();
      if (this.template.includes(next.prefix) && this.change([], [next.prefix])) this.withdrawn.add(next.prefix);
      return;
    }
    if (next.kind === 'rewrite') return this.rewrite(next.aggregates);
    this.pending = [...next.interruptions];
    const [old, wanted] = [this.template, next.prefixes];
    if (next.kind === 'roll-back') {
      for (let i = 0; i < next.rounds; i++) await this.round('Update', old, wanted);
      await this.complete('Update', wanted, old);
      // Going back adds what the template had and the failed one had not: also what was withdrawn of it.
      for (const prefix of old) if (!wanted.includes(prefix)) this.withdrawn.delete(prefix);
      return;
    }
    await this.complete('Update', old, wanted);
    this.template = wanted;
    for (const prefix of [...this.withdrawn]) if (!wanted.includes(prefix)) this.withdrawn.delete(prefix);
  }

  /** CloudFormation changes the association's own prefixes, on the reading that it writes the whole list. */
  private async rewrite(aggregates: readonly string[]): Promise<void> {
    const before = this.aggregates;
    if (JSON.stringify(before) === JSON.stringify(aggregates)) return;
    this.association.settle();
    const listed = this.association.listed;
    const add = aggregates.filter((prefix) => !listed.includes(prefix));
    this.change(
      add,
      listed.filter((prefix) => !aggregates.includes(prefix)),
    );
    this.aggregates = aggregates;
    this.additions.clear();
    await this.complete('Update', this.template, this.template, before);
    this.withdrawn = new Set();
  }

  async remove(): Promise<void> {
    await this.complete('Delete', this.template, this.template);
    this.template = [];
  }

  /** Rounds until it is complete. When nothing interrupts any more, what is under way ends between two rounds. */
  private async complete(
    type: CustomResourceEvent['RequestType'],
    old: readonly string[],
    now: readonly string[],
    aggregates = this.aggregates,
  ) {
    for (let i = 0; i < 40; i++) {
      if (await this.round(type, old, now, aggregates)) return;
      if (this.pending.length === 0) this.association.settle();
    }
    throw new Error('it is never complete');
  }

  private async round(
    RequestType: CustomResourceEvent['RequestType'],
    old: readonly string[],
    now: readonly string[],
    aggregates = this.aggregates,
  ) {
    const properties = (Prefixes: readonly string[], AssociationPrefixes: readonly string[]) => ({
      DirectConnectGatewayId: 'dxgw',
      TransitGatewayId: 'tgw',
      Prefixes,
      AssociationPrefixes,
    });
    const event: CustomResourceEvent = {
      RequestType,
      PhysicalResourceId: 'dxgw/tgw',
      ResourceProperties: properties(now, this.aggregates),
      ...(RequestType === 'Update' ? { OldResourceProperties: properties(old, aggregates) } : {}),
    };
    return (await progressOf(event, allowedPrefixesApi(this.directConnect.client))).IsComplete;
  }
}

beforeEach(() => void jest.spyOn(process.stdout, 'write').mockReturnValue(true));
afterEach(() => void jest.restoreAllMocks());

test('whatever the two writers do, the list ends as their two sets', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), fc.boolean(), async (acts, showsEarly) => {
      const account = new Account(showsEarly);
      for (const next of acts) {
        await account.play(next);
        expect(account.allowed).toEqual(account.expected);
      }
      await account.remove();
      expect(account.allowed).toEqual(account.expected);
    }),
    { numRuns: 400 },
  );
});
