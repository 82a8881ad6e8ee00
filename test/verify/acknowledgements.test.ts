import type { Scenario } from '../../lib/routing/scenario';
import { type Acknowledgement, acknowledge, idOf } from '../../lib/verify/acknowledgements';
import { type Finding, finding } from '../../lib/verify/findings';

const REASON = 'its second link comes in March';

function failing(...names: readonly string[]): Scenario {
  return { links: names.map((name) => ({ name, form: 'grey' })), risks: [] };
}

function lost(from: string, to: string, scenario = failing('iad-pdx')): Finding {
  return finding('verify-no-path', { message: 'lost', fix: 'mend it', flow: { from, to }, scenario });
}

function given(id: string, changes: Partial<Acknowledgement> = {}): Acknowledgement {
  return { ids: [id], reason: REASON, at: '', ...changes };
}

const PLACE = 'acme-iad-routes/Baseline/spokes/pdx';

function judged(found: Finding, ...acknowledgements: readonly Acknowledgement[]) {
  const [first, ...told] = acknowledge([found], acknowledgements, () => PLACE);
  return { first, told: told.map(({ code, message }) => ({ code, message })) };
}

/** Whether an id, given somewhere, accepts a finding; it is unused otherwise. */
function accepts(id: string, found: Finding, at = ''): boolean {
  const { first, told } = judged(found, given(id, { at }));
  expect(told.map(({ code }) => code)).toEqual(first?.acknowledged ? [] : ['verify-acknowledgement-unused']);
  return first?.acknowledged !== undefined;
}

test('what is accepted is information, and says of what severity it was, why it is accepted, and where', () => {
  const { first } = judged(lost('iad', 'pdx'), given('verify-no-path'));
  expect(first).toMatchObject({
    code: 'verify-no-path',
    severity: 'info',
    acknowledged: { severity: 'error', id: 'verify-no-path', reason: REASON, at: '' },
  });
});

test.each([
  ['the code', 'verify-no-path'],
  ['exactly what has failed', 'verify-no-path[iad-pdx]'],
  ['the flow', 'verify-no-path[iad>pdx]'],
  ['the flow and what has failed', 'verify-no-path[iad>pdx,iad-pdx]'],
  ['the construct', `verify-no-path[${PLACE}]`],
  ['a construct above it', 'verify-no-path[acme-iad-routes/Baseline]'],
  ['the flow and what has failed, with spaces', 'verify-no-path[iad > pdx, iad-pdx]'],
  ['the same as the CDK passes it on', 'verify-no-path[iad->-pdx,-iad-pdx]'],
  ['the construct and the flow', `verify-no-path[iad>pdx, ${PLACE}]`],
])('accepts a finding by %s', (_, id) => {
  expect(accepts(id, lost('iad', 'pdx'))).toBe(true);
});

test.each([
  ['another code', 'verify-dead-link[iad-pdx]'],
  ['another link', 'verify-no-path[iad-cmh]'],
  ['a second link', 'verify-no-path[iad-cmh,iad-pdx]'],
  ['the opposite flow', 'verify-no-path[pdx>iad]'],
  ['another flow', 'verify-no-path[iad-pdx,iad>cmh]'],
  ['a construct whose name only begins alike', 'verify-no-path[acme-iad-routes/Base]'],
  ['nothing in its brackets', 'verify-no-path[]'],
  ['a code that goes on', 'verify-no-path-at-all'],
])('fails to accept a finding by %s', (_, id) => {
  expect(accepts(id, lost('iad', 'pdx'))).toBe(false);
});

test('the failure of one link accepts no failure of two', () => {
  const both = lost('iad', 'pdx', failing('cmh-pdx', 'iad-pdx'));
  expect(accepts('verify-no-path[iad-pdx]', both)).toBe(false);
  expect(accepts('verify-no-path[iad-pdx,cmh-pdx]', both)).toBe(true);
  expect(accepts('verify-no-path[iad>pdx]', both)).toBe(true);
});

test('shared risks and sites are named as links are, and so is that nothing has failed', () => {
  const risk: Scenario = { links: [], risks: [{ name: 'carrier-a', form: 'down' }] };
  const site: Scenario = { links: [], risks: [], sites: ['cmh'] };
  expect(accepts('verify-no-path[carrier-a]', lost('iad', 'pdx', risk))).toBe(true);
  expect(accepts('verify-no-path[cmh]', lost('iad', 'pdx', site))).toBe(true);
  const healthy = lost('iad', 'pdx', failing());
  expect(accepts('verify-no-path[nothing-failed]', healthy)).toBe(true);
  expect(accepts('verify-no-path[iad-pdx]', healthy)).toBe(false);
});

test('an acknowledgement holds where it is given and below, and nowhere else', () => {
  const here = (at: string) => accepts('verify-no-path', lost('iad', 'pdx'), at);
  expect(['', 'acme-iad-routes', PLACE].map(here)).toEqual([true, true, true]);
  expect(['acme-iad', 'acme-pdx-routes', `${PLACE}/Resource`].map(here)).toEqual([false, false, false]);
});

test('the id of a finding accepts it, with all others of its code after the same failure', () => {
  const [one, other] = [lost('iad', 'pdx'), lost('cmh', 'pdx')];
  expect(idOf(one)).toBe('verify-no-path[iad-pdx]');
  expect(accepts(idOf(one), one)).toBe(true);
  expect(accepts(idOf(one), other)).toBe(true);
  expect(idOf(finding('verify-vpc-overlap', { message: 'two VPCs', fix: 'renumber' }))).toBe('verify-vpc-overlap');
});

test('the nearest of several decides, and none of them is unused', () => {
  const far = given('verify-no-path', { reason: 'far' });
  const near = given('verify-no-path', { reason: 'near', at: 'acme-iad-routes' });
  const file: Acknowledgement = { ids: ['verify-no-path'], reason: 'file' };
  const { first, told } = judged(lost('iad', 'pdx'), file, far, near);
  expect(first?.acknowledged?.reason).toBe('near');
  expect(told).toEqual([]);
  expect(judged(lost('iad', 'pdx'), file).first?.acknowledged).not.toHaveProperty('at');
});

test('of an acknowledgement of several ids one that is found is enough', () => {
  const both: Acknowledgement = { ids: ['verify-no-path[pdx>iad]', 'verify-no-path[iad>pdx]'], reason: REASON };
  const { first, told } = judged(lost('iad', 'pdx'), both);
  expect(first?.acknowledged?.id).toBe('verify-no-path[iad>pdx]');
  expect(told).toEqual([]);
});

test('fails an acknowledgement without a reason, which accepts nothing', () => {
  const { first, told } = judged(lost('iad', 'pdx'), given('verify-no-path', { reason: ' \n', at: 'acme-iad-routes' }));
  expect(first).toMatchObject({ severity: 'error' });
  expect(told).toEqual([
    {
      code: 'verify-acknowledgement-without-reason',
      message: 'verify-no-path is acknowledged at acme-iad-routes, and nothing says why',
    },
  ]);
});

test('tells of an acknowledgement that accepts nothing, and why', () => {
  const messages = (...all: readonly Acknowledgement[]) =>
    judged(lost('iad', 'pdx'), ...all).told.map(({ message }) => message);
  expect(messages(given('verify-loop'))).toEqual([
    'verify-loop is acknowledged on the whole app, but nothing like it is found',
  ]);
  expect(messages({ ids: ['verify-no-pth[iad>pdx]'], reason: REASON })).toEqual([
    'verify-no-pth[iad>pdx] is acknowledged in the topology file, but there is no code verify-no-pth',
  ]);
});
