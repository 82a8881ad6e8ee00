import path from 'node:path';
import { loadTopology } from '../../lib/topology/load';
import { assemblyOf, stackOf } from '../support/assembly';

const EXAMPLE = path.join(__dirname, '../../examples/backbone.yaml');
const LARGEST = 400_000;

const loaded = loadTopology(EXAMPLE);
if (!loaded.ok) throw new Error('the example has mistakes');
const assembly = assemblyOf(loaded.value);

/** The hashes of assets change with every release of what they are made from. */
function masked(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/\b[0-9a-f]{64}\b/g, '<hash>'));
}

test.each([...assembly.keys()])('stack %s', (name) => {
  const { template, terminationProtection } = stackOf(assembly, name);
  expect(JSON.stringify(template).length).toBeLessThan(LARGEST);
  expect(terminationProtection).toBe(true);
  expect(masked(template)).toMatchSnapshot();
});
