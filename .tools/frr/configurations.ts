// Configurations for FRR's parser: the reviewed ones, those of generated topologies, and some with one wrong line each, so
// that it is known to see one.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { configText } from '../../lib/router-config/texts';
import { onPremSites, routerOf, withTargets } from '../../test/router-config/routers';
import { hybridBackbones } from '../../test/support/backbones';
import { topologyOf } from '../../test/support/topologies';

interface Configuration {
  readonly name: string;
  readonly wanted: 'taken' | 'refused';
  readonly text: string;
}

const ROOT = join(__dirname, '../..');
const GOLDEN = 'test/router-config/golden';
const GENERATED = 40;

/** One word of each part of a configuration, and what FRR does not know. */
const WRONG = [
  ['set local-preference', 'set local-preferences'],
  ['permit 10.', 'permit 300.'],
  ['detect-multiplier', 'detect-multipliers'],
  ['soft-reconfiguration inbound', 'soft-reconfiguration outbound'],
  ['ip route ', 'ip routes '],
] as const;

function reviewed(): readonly Configuration[] {
  const files = readdirSync(join(ROOT, GOLDEN)).filter((name) => name.endsWith('.frr.txt'));
  return files.sort().map((file) => {
    const name = `${GOLDEN}/${file}`;
    return { name, wanted: 'taken', text: readFileSync(join(ROOT, name), 'utf8') };
  });
}

function generated(seed: number): readonly Configuration[] {
  return fc.sample(hybridBackbones, { numRuns: GENERATED, seed }).flatMap((backbone, i) => {
    const topology = withTargets(topologyOf(backbone));
    return onPremSites(topology).map((site): Configuration => {
      const text = configText('frr', routerOf(topology, site));
      return { name: `generated topology ${i + 1} of seed ${seed}, ${site}`, wanted: 'taken', text };
    });
  });
}

function wrong({ name, text }: Configuration): readonly Configuration[] {
  return WRONG.map(([right, mistaken]) => {
    if (!text.includes(right)) throw new Error(`${name} has no ${right}`);
    return { name: `${name} with ${mistaken}`, wanted: 'refused', text: text.replace(right, mistaken) };
  });
}

export function configurations(seed: number): readonly Configuration[] {
  const right = [...reviewed(), ...generated(seed)];
  return [...right, ...right.slice(0, 1).flatMap(wrong)];
}
