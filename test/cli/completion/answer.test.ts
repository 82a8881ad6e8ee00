import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { shapeOf } from '../../../lib/cli/command-shape';
import { completionLines } from '../../../lib/cli/completion/answer';
import { topologyNames } from '../../../lib/cli/completion/topology-names';
import { type Shell, typedWords } from '../../../lib/cli/completion/words';
import { programOf } from '../../../lib/cli/program';
import { temporaryFolder } from '../../support/folders';
import { recordingIo } from '../../support/io';

const PROGRAM = shapeOf(programOf(recordingIo()));
const HYBRID = 'examples/hybrid.yaml';

function answer(shell: Shell, ...words: readonly string[]) {
  return completionLines(PROGRAM, shell, words);
}

function fileOf(text: string): string {
  const file = path.join(temporaryFolder(), 'topology.yaml');
  writeFileSync(file, text);
  return file;
}

describe('an answer to a shell', () => {
  it('says of what kind it is, then each word that fits', () => {
    expect(answer('bash', 'wi')).toEqual(['these', 'windows']);
    expect(answer('bash', 'validate', '')).toEqual(['files']);
    expect(answer('bash', 'synth', 'a.yaml', '-o', 'cdk')).toEqual(['directories']);
    expect(answer('bash', 'history', '--since', '')).toEqual(['anything']);
  });

  it('says to shells that show it what a word means', () => {
    const says = 'print maintenance that is on or to come, and the orders that stand';
    for (const shell of ['zsh', 'fish'] as const) expect(answer(shell, 'wi')).toEqual(['these', `windows\t${says}`]);
  });

  it('has names of the topology file', () => {
    const links = ['ord-iad-dx', 'ord-iad-vpn'];
    expect(answer('fish', 'explain', '--topology', HYBRID, 'ord-iad')).toEqual(['these', ...links]);
    expect(answer('bash', 'explain', '--topology', '=', HYBRID, 'ord-iad')).toEqual(['these', ...links]);
    expect(answer('zsh', 'explain', `--topology=${HYBRID}`, 'iad', 'p')).toEqual(['these', 'pdx']);
  });

  it('completes what follows an equals sign as each shell replaces it', () => {
    expect(answer('bash', 'router-config', '--vendor', '=', 'f')).toEqual(['these', 'frr']);
    expect(answer('bash', 'router-config', '--vendor', '=')).toEqual(['these', 'frr', 'ios-xe', 'junos']);
    expect(answer('fish', 'router-config', '--vendor=f')).toEqual(['these', '--vendor=frr']);
  });
});

describe('names in a topology file', () => {
  it('are found also while the file is wrong', () => {
    expect(topologyNames(fileOf('links: { a-b: , c-d: { kind: 7 } }\nsites: 3'), ['links', 'sites'])).toEqual([
      'a-b',
      'c-d',
    ]);
  });

  it('fails to none without a file, without YAML, and without maps', () => {
    expect(topologyNames('no/such/topology.yaml', ['links'])).toEqual([]);
    expect(topologyNames(fileOf('a: [1'), ['links'])).toEqual([]);
    expect(topologyNames(fileOf('7'), ['links'])).toEqual([]);
    expect(topologyNames(fileOf('links: []'), ['links'])).toEqual([]);
  });

  it('fails to none where a file has text that a shell would run or a terminal would obey', () => {
    const text = 'links: { "$(reboot)": , "a;b": , "\\e[2J": , "-x": , "a b": , good-1: }';
    expect(topologyNames(fileOf(text), ['links'])).toEqual(['good-1']);
  });
});

describe('words of bash', () => {
  it('are put together where bash breaks them, without quotes', () => {
    const words = [
      'status',
      '--endpoint',
      'http',
      ':',
      '//127.0.0.1',
      ':',
      '4577',
      '--topology',
      '=',
      '"a b.yaml"',
      '',
    ];
    expect(typedWords('bash', words)).toEqual({
      before: ['status', '--endpoint', 'http://127.0.0.1:4577', '--topology=a b.yaml'],
      current: '',
    });
  });

  it('may end in a quote that is still open, or in an escape', () => {
    expect(typedWords('bash', ['validate', "'a b"]).current).toBe('a b');
    expect(typedWords('bash', ['validate', String.raw`a\ b`]).current).toBe('a b');
    expect(typedWords('bash', ['validate', String.raw`"a \"b`]).current).toBe('a "b');
  });
});
