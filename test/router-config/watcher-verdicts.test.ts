// The watcher's verdict on a link is that of AWS's probers: the printed program and theirs hear the same answers.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterProbe, newProber } from '../../lib/controller/prober';
import { watcherText } from '../../lib/router-config/texts';
import { temporaryFolder } from '../support/folders';
import { hybrid } from '../support/topologies';
import { routerOf, withTargets } from './routers';

const WORLD = hybrid();
const PROBE = { ...WORLD.policy.probe, fall: 3, rise: 3 };

/** Reads sequences of answers, and prints the verdict after each answer: good, bad or nothing yet. */
const REPLAY = `
import json, runpy, sys
watch = runpy.run_path(sys.argv[1])
for answers in json.load(sys.stdin):
    standing = watch["Standing"]()
    verdicts = []
    for answered in answers:
        standing.add(answered)
        verdicts.append(standing.verdict or "none")
    print(json.dumps(verdicts))
`;

function watched(sequences: readonly (readonly boolean[])[]): readonly unknown[] {
  const world = withTargets({ ...WORLD, policy: { ...WORLD.policy, probe: PROBE } });
  const program = join(temporaryFolder(), 'watch.py');
  writeFileSync(program, watcherText('frr', routerOf(world, 'ord')) ?? '');
  const { status, stdout, stderr } = spawnSync('python3', ['-c', REPLAY, program], {
    input: JSON.stringify(sequences),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function probed(answers: readonly boolean[]): readonly string[] {
  let prober = newProber(0);
  return answers.map((answered, i) => {
    prober = afterProbe(prober, answered, (i + 1) * PROBE.intervalMs, PROBE);
    return prober.verdict;
  });
}

/** Mostly answers, so that both the misses in a row and the share of them decide. */
const answers = fc
  .tuple(fc.integer({ min: 2, max: 9 }), fc.array(fc.nat({ max: 9 }), { minLength: 40, maxLength: 120 }))
  .map(([share, draws]) => draws.map((draw) => draw < share));

it('gives a link the verdict that AWS gives it', () => {
  const sequences = fc.sample(answers, { numRuns: 300, seed: 7224 });
  const expected = sequences.map(probed);
  expect(watched(sequences)).toEqual(expected);
  expect(new Set(expected.flat())).toEqual(new Set(['none', 'good', 'bad']));
});

it('avoids a link that loses a part of its data, a few packets at a time', () => {
  const lossy = Array.from({ length: 60 }, (_, i) => i % 3 !== 0);
  expect(watched([lossy])).toEqual([probed(lossy)]);
  expect(probed(lossy).at(-1)).toBe('bad');
});
