// FRR's own parser takes what is printed for it. It runs where FRR is installed (Debian: apt-get install frr); where it
// is not, it says so, and fails if DETOUR_REQUIRE_FRR is set.

import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { configText } from '../../lib/router-config/texts';
import { hybridBackbones } from '../support/backbones';
import { temporaryFolder } from '../support/folders';
import { hybrid, topologyOf } from '../support/topologies';
import { onPremSites, routerOf, withTargets } from './routers';

const VTYSH = (process.env.PATH ?? '')
  .split(':')
  .map((folder) => join(folder, 'vtysh'))
  .find(existsSync);
const FILE = join(temporaryFolder(), 'frr.conf');

/** What vtysh complains of, as text; nothing when it takes the file. */
function complaintsOf(vtysh: string, text: string): string {
  writeFileSync(FILE, `${text}\n`);
  const { status, stdout, stderr, error } = spawnSync(vtysh, ['-C', '-f', FILE], { encoding: 'utf8' });
  if (error) throw error;
  return status === 0 ? '' : `${status}: ${stdout}${stderr}`;
}

function missing(): void {
  const said = 'vtysh is not installed, so FRR itself has not read what is printed for it; apt-get install frr';
  if (process.env.DETOUR_REQUIRE_FRR) throw new Error(said);
  process.stderr.write(`NOT CHECKED: ${said}\n`);
}

describe('the parser of FRR', () => {
  it('takes the configuration of every generated router', () => {
    if (VTYSH === undefined) return missing();
    fc.assert(
      fc.property(hybridBackbones, (backbone) => {
        const topology = withTargets(topologyOf(backbone));
        for (const site of onPremSites(topology))
          expect(complaintsOf(VTYSH, configText('frr', routerOf(topology, site)))).toBe('');
      }),
      { numRuns: 20 },
    );
  });

  it('fails on a line that it does not know, so that its silence means something', () => {
    if (VTYSH === undefined) return missing();
    const topology = withTargets(hybrid());
    const text = configText('frr', routerOf(topology, onPremSites(topology)[0] ?? ''));
    expect(complaintsOf(VTYSH, text.replace(/set local-preference/, 'set local-preferences'))).toContain(
      'Unknown command',
    );
  });
});
