import { itemOf } from '../../lib/controller/link-state-items/item';
import type { StoredValue } from '../../lib/controller/link-state-items/stored-value';
import { askedBy } from '../../lib/controller/stream-news';
import { storedObservation, storedOrder, storedPublication } from '../support/contracts/stores';
import { NOW_MS } from '../support/world';

/** As DynamoDB Streams has it: images have every attribute, keys have the key. */
function aRecord(before: StoredValue | undefined, after: StoredValue | undefined, more: object = {}) {
  const [OldImage, NewImage] = [before, after].map((value) => value && itemOf(value, 's0'));
  const { pk, sk } = OldImage ?? NewImage ?? {};
  const images = { ...(OldImage ? { OldImage } : {}), ...(NewImage ? { NewImage } : {}) };
  return {
    eventID: '1',
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    eventSource: 'aws:dynamodb',
    dynamodb: { Keys: { pk, sk }, ...images, StreamViewType: 'NEW_AND_OLD_IMAGES', SequenceNumber: '1', ...more },
  };
}

const heartbeat = aRecord(storedObservation(), storedObservation({ atMs: NOW_MS + 1 }));
const verdict = aRecord(storedObservation(), storedObservation({ verdict: 'bad' }));
const lease = { kind: 'lease', site: 's1', holder: 'a', token: 1, expiresMs: NOW_MS } as const;
const kept = aRecord(lease, { ...lease, expiresMs: NOW_MS + 1 });
const ofNewerVersion = { pk: { S: 'lease#s1' }, sk: { S: 'latest' }, v: { N: '2' }, body: { S: '?' } };

const asked = (...Records: readonly unknown[]) => askedBy({ Records }, 's0');

test.each([
  ['a sign of life of a prober', heartbeat, 'nothing'],
  ['another verdict', verdict, 'run for news'],
  ['a verdict that comes', aRecord(undefined, storedObservation()), 'run for news'],
  ['an order that is placed', aRecord(undefined, storedOrder()), 'run for news'],
  ['an item that goes', aRecord(storedOrder(), undefined), 'run for news'],
  ['the own publication', aRecord(storedPublication(), storedPublication({ view: 'x' })), 'nothing'],
  [
    'the publication of another site',
    aRecord(storedPublication({ site: 's1' }), storedPublication({ site: 's1', view: 'x' })),
    'run for news',
  ],
  ['a lease', kept, 'nothing'],
  ['a lease that comes', aRecord(undefined, lease), 'nothing'],
  ['a lease that a newer version keeps', aRecord(lease, lease, { NewImage: ofNewerVersion }), 'nothing'],
] as const)('%s asks for what it is worth', (_, record, what) => {
  expect(asked(record)).toBe(what);
});

test('one record that is news among many that are none is news', () => {
  expect(asked(heartbeat, kept, heartbeat)).toBe('nothing');
  expect(asked(heartbeat, kept, verdict)).toBe('run for news');
});

test.each<[string, unknown]>([
  [
    'an image of a version that is not known',
    aRecord(lease, lease, { Keys: {}, NewImage: { v: { N: '9' } }, OldImage: {} }),
  ],
  ['an image that says nothing', aRecord(storedObservation(), storedObservation(), { NewImage: {} })],
  ['no image at all', { eventSource: 'aws:dynamodb', dynamodb: { Keys: { pk: { S: 'order' } } } }],
  ['types that Detour does not write', aRecord(storedOrder(), storedOrder(), { NewImage: { v: { L: [] } } })],
  ['an image that is null', aRecord(storedOrder(), storedOrder(), { NewImage: null })],
  ['a record of another source', { eventSource: 'aws:sqs', body: '{}' }],
  ['nothing', null],
])('a record with %s is taken for news', (_, record) => {
  expect(asked(heartbeat, record)).toBe('run for news');
});

test.each<[string, unknown, string]>([
  ['a deployment', { detour: 'settle' }, 'run after a deployment'],
  ['the schedule', { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} }, 'run'],
  ['a batch without records', { Records: [] }, 'run'],
  ['records that are none', { Records: 'x' }, 'run'],
  ['another order', { detour: 'explode' }, 'run'],
  ['nothing', undefined, 'run'],
  ['a text', 'settle', 'run'],
])('%s asks for a run', (_, event, what) => {
  expect(askedBy(event, 's0')).toBe(what);
});
