import { VirtualClock } from '../../lib/twin/clock';

test('things happen in the order of their times, and those of one moment in the order in which they were planned', async () => {
  const clock = new VirtualClock(1_000);
  const seen: string[] = [];
  clock.at(3_000, () => seen.push('late'));
  clock.at(2_000, () => seen.push('first'));
  clock.at(2_000, () => seen.push('second'));
  await clock.run(2_500);
  expect(seen).toEqual(['first', 'second']);
  expect(clock.now()).toBe(2_500);
  await clock.run(3_000);
  expect(seen).toEqual(['first', 'second', 'late']);
});

test('code that sleeps goes on at the right time, however many promises it awaits in between', async () => {
  const clock = new VirtualClock(0);
  const seen: number[] = [];
  clock.start(10, async () => {
    for (let i = 0; i < 50; i += 1) await Promise.resolve();
    await clock.sleep(5);
    seen.push(clock.now());
    await clock.sleep(0);
    seen.push(clock.now());
  });
  clock.at(15, () => seen.push(-1));
  clock.at(16, () => seen.push(-2));
  await clock.run(20);
  expect(seen).toEqual([-1, 15, 15, -2]);
});

test('what is planned for the past happens now, never before', async () => {
  const clock = new VirtualClock(100);
  const seen: number[] = [];
  clock.at(50, () => seen.push(clock.now()));
  await clock.run(100);
  expect(seen).toEqual([100]);
});
