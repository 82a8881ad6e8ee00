import { advancePeering, nextPeeringStep, type PeeringApi, type SeenPeering } from '../../lib/controller/peering';

const ID = 'tgw-attach-0aaa';
const at = (state: string, more: Partial<SeenPeering> = {}): SeenPeering => ({ state, attachmentId: ID, ...more });

describe.each(['accept', 'wait'] as const)('the end whose role is %s', (role) => {
  test.each(['initiatingRequest', 'pending', 'modifying'])('waits while the peering is %s', (state) => {
    expect(nextPeeringStep(role, at(state))).toEqual({ kind: 'wait', why: `the peering is ${state}` });
  });

  test('waits for a peering that its region does not know yet', () => {
    expect(nextPeeringStep(role, undefined).kind).toBe('wait');
  });

  test('waits for an answer without a state', () => {
    expect(nextPeeringStep(role, { state: undefined, attachmentId: ID }).kind).toBe('wait');
  });

  test('is done when the peering is available', () => {
    expect(nextPeeringStep(role, at('available'))).toEqual({ kind: 'done', attachmentId: ID });
  });

  test.each(['rollingBack', 'deleting', 'deleted', 'failed', 'rejected', 'rejecting', 'failing', 'something-new'])(
    'fails when the peering is %s',
    (state) => {
      const why = `peering ${ID} is ${state}; delete its link stack, then deploy again`;
      expect(nextPeeringStep(role, at(state))).toEqual({ kind: 'fail', why });
    },
  );
});

test('the accepter accepts a pending peering', () => {
  expect(nextPeeringStep('accept', at('pendingAcceptance'))).toEqual({ kind: 'accept' });
});

test('the requester waits until the other end has accepted', () => {
  expect(nextPeeringStep('wait', at('pendingAcceptance')).kind).toBe('wait');
});

test('the accepter reads its own attachment id where EC2 gives one', () => {
  const peering = at('available', { accepterAttachmentId: 'tgw-attach-0bbb' });
  expect(nextPeeringStep('accept', peering)).toEqual({ kind: 'done', attachmentId: 'tgw-attach-0bbb' });
  expect(nextPeeringStep('wait', peering)).toEqual({ kind: 'done', attachmentId: ID });
});

test('fails with the reason that EC2 gives', () => {
  const step = nextPeeringStep('accept', at('failed', { message: 'the gateways have the same ASN' }));
  expect(step).toMatchObject({ kind: 'fail', why: expect.stringContaining('(the gateways have the same ASN)') });
});

test('accepting is one step of many: the next round looks again', async () => {
  const accepted: string[] = [];
  const states = ['pendingAcceptance', 'pending', 'available'];
  const api: PeeringApi = {
    describe: async () => at(states.shift() ?? 'available'),
    accept: async (id) => {
      accepted.push(id);
      return 'accepted';
    },
  };
  const rounds = [];
  for (let i = 0; i < 3; i++) rounds.push(await advancePeering({ attachmentId: ID, role: 'accept' }, api));
  expect(rounds.map(({ kind }) => kind)).toEqual(['wait', 'wait', 'done']);
  expect(accepted).toEqual([ID]);
});
