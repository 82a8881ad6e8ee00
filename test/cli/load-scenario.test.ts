import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadScenario } from '../../lib/cli/load-scenario';
import { temporaryFolder } from '../support/folders';
import { aScenario, WORLD } from '../support/scenario';

function fileOf(text: string): string {
  const file = join(temporaryFolder(), 'scenario.yaml');
  writeFileSync(file, text);
  return file;
}

function issuesIn(file: string) {
  const loaded = loadScenario(file, WORLD);
  return loaded.ok ? [] : loaded.error.map(({ code, got, allowed }) => ({ code, got, allowed }));
}

describe('loading a scenario', () => {
  it('gives what the file describes', () => {
    const loaded = loadScenario(fileOf(stringify(aScenario({ name: 'loaded' }))), WORLD);
    expect(loaded).toMatchObject({ ok: true, value: { name: 'loaded' } });
  });

  it('fails for a file that does not exist, and says what should have been named', () => {
    const [issue] = issuesIn(join(temporaryFolder(), 'nothing.yaml'));
    expect(issue).toEqual({
      code: 'document-file-unreadable',
      got: 'no such file',
      allowed: 'the name of a scenario file that can be read',
    });
  });

  it('fails for a file that is too large to be a scenario', () => {
    expect(issuesIn(fileOf('#'.repeat(1024 * 1024 + 1)))).toMatchObject([{ code: 'document-file-too-large' }]);
  });
});
