// Synthesizes an example and reads back what there is to pay for.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { trySynthesize } from '../../lib/stacks/synthesize';
import type { Topology } from '../../lib/topology/topology';
import { exampleFiles } from '../example-files';
import type { Deployed, DeployedLink, DeployedSite, StackTemplate } from './account';

const HANDLERS = join(__dirname, '../../dist/handlers');

interface Artifact {
  readonly stackName: string;
  readonly environment: { readonly region: string };
  readonly template: { readonly Resources?: StackTemplate['resources'] };
}

function awsSites({ sites }: Topology): readonly DeployedSite[] {
  return sites.flatMap((site) => (site.kind === 'aws' ? [{ name: site.name, region: site.region }] : []));
}

function linksOf(topology: Topology): readonly DeployedLink[] {
  const aws = new Set(awsSites(topology).map(({ name }) => name));
  return topology.links.map(({ name, kind, between }) => ({ name, kind, ends: between.filter((end) => aws.has(end)) }));
}

/** An asset is a copy of the folder with the code, so the code says which one. */
function handlersIn(assembly: string): ReadonlyMap<string, string> {
  const code = (folder: string) => readFileSync(join(folder, 'index.js'), 'utf8');
  const known = new Map(readdirSync(HANDLERS).map((name) => [code(join(HANDLERS, name)), name]));
  const assets = readdirSync(assembly, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return new Map(
    assets.flatMap(({ name }): [string, string][] => {
      const files = readdirSync(join(assembly, name));
      const handler = files.includes('index.js') ? known.get(code(join(assembly, name))) : undefined;
      return handler === undefined ? [] : [[name, handler]];
    }),
  );
}

/** The CDK's own rules take longer to read the templates than all else here; `test/evidence` has them read. */
process.env.CDK_VALIDATION = 'false';

/** Valid examples, by their names without `.yaml`; all of them when none are given. Throws when the stacks refuse one. */
export function deployedExamples(names?: readonly string[]): readonly Deployed[] {
  const wanted = exampleFiles().filter(({ file }) => names?.includes(basename(file, '.yaml')) ?? true);
  return wanted.map(({ file, topology }) => {
    const folder = mkdtempSync(join(tmpdir(), 'detour-cost-'));
    try {
      const synthesized = trySynthesize(topology, folder);
      if (!synthesized.ok) throw new Error(`${file} cannot be synthesized`);
      const artifacts: readonly Artifact[] = synthesized.value.stacks;
      const stacks = artifacts.map(({ stackName, environment: { region }, template }) => ({
        name: stackName,
        region,
        resources: template.Resources ?? {},
      }));
      const links = linksOf(topology);
      const handlers = handlersIn(folder);
      const name = basename(file, '.yaml');
      return { name, siteCount: topology.sites.length, sites: awsSites(topology), links, stacks, handlers };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
