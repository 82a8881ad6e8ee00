import { type Waiting, waitingNow } from '../../lib/controller/waiting-drain';
import { MINUTE_MS, NOW_MS } from '../support/world';

const forSites = { link: 's0-s1', because: 'a reason', isLasting: false };
const forDrain = { ...forSites, isLasting: true };
const queued = { queued: 's0-s1', queuedMs: NOW_MS };

test('where no drain waits nothing is said of one', () => {
  expect(waitingNow(undefined, { ...queued, refused: 's0-s1' }, NOW_MS)).toEqual({});
});

test('a drain that waits for other sites is queued, and refused after three minutes', () => {
  expect(waitingNow(forSites, undefined, NOW_MS)).toEqual(queued);
  expect(waitingNow(forSites, queued, NOW_MS + 3 * MINUTE_MS - 1)).toEqual(queued);
  expect(waitingNow(forSites, queued, NOW_MS + 3 * MINUTE_MS)).toEqual({ ...queued, refused: 's0-s1' });
});

test('a drain that waits for what lasts is refused at once', () => {
  expect(waitingNow(forDrain, undefined, NOW_MS)).toEqual({ ...queued, refused: 's0-s1' });
});

test('one that was refused stays so for as long as it is next, whatever it waits for, so that it is told once', () => {
  let last: Waiting = waitingNow(forDrain, undefined, NOW_MS);
  for (const drain of [forSites, forDrain, forSites]) {
    last = waitingNow(drain, last, NOW_MS + MINUTE_MS);
    expect(last).toEqual({ ...queued, refused: 's0-s1' });
  }
});

test('another drain is another', () => {
  const before = { queued: 's1-s2', queuedMs: NOW_MS - 10 * MINUTE_MS, refused: 's1-s2' };
  expect(waitingNow(forSites, before, NOW_MS)).toEqual(queued);
});
