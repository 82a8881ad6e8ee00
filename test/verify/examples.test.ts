// Nothing is wrong with the examples: whoever copies one is told of nothing that is not so.

import { join } from 'node:path';
import { loadTopology } from '../../lib/topology/load';
import { EXAMPLES } from '../support/broken';
import { synthesized, troubles } from '../support/judged';

test.each(['certificates.yaml', 'existing.yaml'])('nothing is found in %s', (name) => {
  const topology = loadTopology(join(EXAMPLES, name));
  if (!topology.ok) throw new Error('the example is broken');
  expect(troubles(synthesized(topology.value))).toEqual([]);
});
