import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadTopology } from '../../lib/topology/load';
import { temporaryFolder } from '../support/folders';
import { aTopology } from '../support/topology';

const folder = temporaryFolder();

function fileOf(text: string): string {
  const file = join(folder, 'topology.yaml');
  writeFileSync(file, text);
  return file;
}

function issuesIn(file: string) {
  const loaded = loadTopology(file);
  return loaded.ok ? [] : loaded.error.map(({ code, got }) => ({ code, got }));
}

describe('loading a topology', () => {
  it('gives what the file describes', () => {
    const loaded = loadTopology(fileOf(stringify(aTopology({ name: 'loaded' }))));
    expect(loaded).toMatchObject({ ok: true, value: { name: 'loaded' } });
  });

  it('reads files with a byte order mark and with the line ends of other systems', () => {
    const text = stringify(aTopology());
    expect(loadTopology(fileOf(`\ufeff${text.replaceAll('\n', '\r\n')}`)).ok).toBe(true);
  });

  it('fails for a file that does not exist', () => {
    expect(issuesIn(join(folder, 'nothing.yaml'))).toEqual([{ code: 'document-file-unreadable', got: 'no such file' }]);
  });

  it('fails for a directory', () => {
    expect(issuesIn(folder)).toEqual([{ code: 'document-file-unreadable', got: 'a directory' }]);
  });

  it('fails for a file that is too large to be a topology', () => {
    expect(issuesIn(fileOf('#'.repeat(1024 * 1024 + 1)))).toEqual([
      { code: 'document-file-too-large', got: '1048577 bytes' },
    ]);
  });
});
