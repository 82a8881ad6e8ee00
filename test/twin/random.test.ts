import { type Random, streamsFrom } from '../../lib/twin/random';

function draws(random: Random, count: number): readonly number[] {
  return Array.from({ length: count }, () => random(0, 999));
}

test('a stream draws the same again, whatever the others draw meanwhile', () => {
  const streams = streamsFrom(7);
  const first = draws(streams('prober a'), 20);
  draws(streams('prober b'), 5);
  expect(draws(streams('prober a'), 20)).toEqual(first);
});

test('streams of other names and of other seeds draw otherwise', () => {
  const first = draws(streamsFrom(7)('prober a'), 20);
  expect(draws(streamsFrom(7)('prober b'), 20)).not.toEqual(first);
  expect(draws(streamsFrom(8)('prober a'), 20)).not.toEqual(first);
});

test('the first draw is spread evenly over seeds that follow each other, and over names', () => {
  const firsts = Array.from({ length: 2_000 }, (_, seed) => streamsFrom(seed)('prober a')(0, 999));
  const names = Array.from({ length: 2_000 }, (_, i) => streamsFrom(1)(`link ${i}`)(0, 999));
  for (const all of [firsts, names])
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const count = all.filter((n) => Math.floor(n / 100) === tenth).length;
      expect(count).toBeGreaterThan(140);
      expect(count).toBeLessThan(260);
    }
});
