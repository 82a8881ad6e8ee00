import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODES } from '../../lib/net/codes';
import { loadTopology } from '../../lib/topology/load';

const EXAMPLES = join(__dirname, '../../examples');
const BROKEN = join(EXAMPLES, 'broken');

function yamlFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.yaml'));
}

/** The expected errors that the head of a broken example lists: `# expect: 7:12 topology-unknown-site`. */
function expected(text: string): string[] {
  return [...text.matchAll(/^# expect: (\d+:\d+ [a-z0-9-]+)$/gm)].map((match) => match[1] ?? '');
}

function found(file: string): string[] {
  const loaded = loadTopology(file);
  const issues = loaded.ok ? [] : loaded.error;
  return issues.map(({ position, code }) => `${position?.line}:${position?.column} ${code}`);
}

describe('the examples', () => {
  it.each(yamlFiles(EXAMPLES))('%s is valid', (name) => {
    expect(found(join(EXAMPLES, name))).toEqual([]);
  });

  it('has more than a dozen broken files', () => {
    expect(yamlFiles(BROKEN).length).toBeGreaterThan(12);
  });

  it.each(yamlFiles(BROKEN))('fails broken/%s with exactly the errors that it announces', (name) => {
    const file = join(BROKEN, name);
    const announced = expected(readFileSync(file, 'utf8'));
    expect(announced).not.toEqual([]);
    expect(found(file)).toEqual(announced);
  });

  it('has a broken file for nearly every code', () => {
    const shown = new Set(
      yamlFiles(BROKEN).flatMap((name) => found(join(BROKEN, name)).map((text) => text.split(' ')[1])),
    );
    const codes = Object.keys(CODES).filter((code) => /^(topology|document)-/.test(code));
    // What a file in the repository cannot show, and what other tests show better.
    expect(codes.filter((code) => !shown.has(code)).sort()).toEqual([
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
