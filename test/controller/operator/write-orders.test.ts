import { endOrder, inOrderOfTries, placeOrder } from '../../../lib/controller/operator/write-orders';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { operatorSites } from '../../support/operator-sites';
import { Sites } from '../../support/sites';
import { anOrder } from '../../support/world';

const TRIANGLE = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2)]);
const ORDER = anOrder('drain', 's0-s1', { id: 'mine' });

type Answer = 'done' | 'not done' | 'no answer';

/** What the replicas of s0, s1 and s2 come to, and which of them were asked. */
function replicas(...answers: readonly Answer[]) {
  const asked: string[] = [];
  const sites = operatorSites(new Sites(TRIANGLE)).map((at, i) => {
    const answer = async <T>(done: T, not: T): Promise<T> => {
      asked.push(at.site);
      if (answers[i] === 'no answer') throw new Error(`PutItem of ${at.site} timed out`);
      return answers[i] === 'done' ? done : not;
    };
    const orders = {
      place: () => answer<'written' | 'exists'>('written', 'exists'),
      end: () => answer<'ended' | 'unknown'>('ended', 'unknown'),
    };
    return { ...at, orders };
  });
  return { sites, asked };
}

it('goes to the admission site first, and from there on in order', () => {
  const { sites } = replicas();
  expect(inOrderOfTries(sites, 's1').map(({ site }) => site)).toEqual(['s1', 's0', 's2']);
});

it('is written once, where it is taken first', async () => {
  const { sites, asked } = replicas('done', 'done', 'done');
  expect(await placeOrder(ORDER, sites)).toEqual({ kind: 'written', id: 'mine', site: 's0', failed: [] });
  expect(asked).toEqual(['s0']);
});

it('goes on to the next site where there is no answer, and tells of it', async () => {
  const { sites, asked } = replicas('no answer', 'done', 'done');
  expect(await placeOrder(ORDER, sites)).toEqual({
    kind: 'written',
    id: 'mine',
    site: 's1',
    failed: [{ site: 's0', why: 'PutItem of s0 timed out' }],
  });
  expect(asked).toEqual(['s0', 's1']);
});

it.each([
  ['another order of this id stops it', placeOrder],
  [
    'an order that does not stand any more stops it',
    (...[order, sites]: Parameters<typeof placeOrder>) => endOrder(order, sites, 1),
  ],
])('%s', async (_, write) => {
  const { sites, asked } = replicas('not done', 'done');
  expect(await write(ORDER, sites)).toEqual({ kind: 'other', id: 'mine', site: 's0', failed: [] });
  expect(asked).toEqual(['s0']);
});

it('fails when no site answers, with what each of them said', async () => {
  const { sites } = replicas('no answer', 'no answer', 'no answer');
  const ended = await endOrder(ORDER, sites, 1);
  expect(ended).toMatchObject({ kind: 'failed', id: 'mine' });
  expect(ended.failed.map(({ site }) => site)).toEqual(['s0', 's1', 's2']);
});
