import { join } from 'node:path';
import { loadTopology } from '../../lib/topology/load';
import { announced, EXAMPLES, found, neverAnnounced, yamlFiles } from '../support/broken';

const BROKEN = join(EXAMPLES, 'broken');

describe('the examples', () => {
  it.each(yamlFiles(EXAMPLES))('%s is valid', (name) => {
    expect(found(loadTopology(join(EXAMPLES, name)))).toEqual([]);
  });

  it('has more than a dozen broken files', () => {
    expect(yamlFiles(BROKEN).length).toBeGreaterThan(12);
  });

  it.each(yamlFiles(BROKEN))('fails broken/%s with exactly the errors that it announces', (name) => {
    const file = join(BROKEN, name);
    expect(announced(file)).not.toEqual([]);
    expect(found(loadTopology(file))).toEqual(announced(file));
  });

  it('has a broken file for nearly every code', () => {
    const files = yamlFiles(BROKEN).map((name) => join(BROKEN, name));
    // What a file in the repository cannot show, and what other tests show better.
    expect(neverAnnounced(files, ['topology-', 'document-'])).toEqual([
      'document-bad-time',
      'document-file-too-large',
      'document-file-unreadable',
      'document-yaml-key',
      'document-yaml-nesting',
      'topology-bad-address',
      'topology-bad-prefix',
      'topology-too-many-sites',
    ]);
  });
});
