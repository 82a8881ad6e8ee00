import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dependencies, devDependencies, peerDependencies } from '../../package.json';

const read = (path: string) => readFileSync(join(__dirname, '../..', path), 'utf8');

/** The dependency lines that are missing from the document or say nothing, and those that nothing needs any more. */
function differences(document: string, names: readonly string[]): { missing: string[]; stale: string[] } {
  const lines = [...document.matchAll(/^\| `([^`]+)` \|\s*(\S.*?)\s*\|$/gm)].map((match) => match[1] ?? '');
  return {
    missing: names.filter((name) => !lines.includes(name)),
    stale: lines.filter((line) => !names.includes(line)),
  };
}

describe('docs/dependencies.md', () => {
  it('fails on a dependency without a reason and on a reason without a dependency', () => {
    const document = '| `zod` | checks input |\n| `left-pad` | pads |\n| `yaml` |  |\n';
    expect(differences(document, ['zod', 'yaml'])).toEqual({ missing: ['yaml'], stale: ['left-pad'] });
  });

  it('says why each dependency is there', () => {
    const names = Object.keys({ ...dependencies, ...peerDependencies, ...devDependencies });
    expect(differences(read('docs/dependencies.md'), names)).toEqual({ missing: [], stale: [] });
  });
});

describe('package.json', () => {
  it('pins every version but those of peers', () => {
    const versions = Object.values({ ...dependencies, ...devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

interface Locked {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe('package-lock.json', () => {
  it('knows the optional packages of every platform, without which `npm ci` refuses it', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
    const optional = Object.values(packages).flatMap((locked) => Object.keys(locked.optionalDependencies ?? {}));
    const known = Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13));
    expect(optional.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('names no registry, so that everyone installs from their own', () => {
    expect(read('package-lock.json').match(/"resolved": "[^"]*"|https?:\/\/[^"]*\.tgz/g) ?? []).toEqual([]);
  });
});
