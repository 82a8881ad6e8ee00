import { shapeOf } from '../../../lib/cli/command-shape';
import { wanted } from '../../../lib/cli/completion/wanted';
import { programOf } from '../../../lib/cli/program';
import { recordingIo } from '../../support/io';

const PROGRAM = shapeOf(programOf(recordingIo()));

/** What is wanted at the end of a line that begins after `detour`; `_` is the cursor after a space. */
function at(line: string) {
  const words = line.split(' ').map((word) => (word === '_' ? '' : word));
  const found = wanted(PROGRAM, words.slice(0, -1), words.at(-1) ?? '');
  return found.kind === 'these' ? found.candidates.map(({ text }) => text) : found;
}

describe('what can stand at the cursor', () => {
  it('is a command at first, but none that is hidden', () => {
    expect(at('_')).toEqual(PROGRAM.commands.map(({ words }) => words[0]));
    expect(at('_')).not.toContain('__complete');
  });

  it('is a command beneath another one', () => {
    expect(at('notice _')).toEqual(['parse', 'send']);
    expect(at('notice par')).toEqual(['parse', 'send']);
  });

  it('is nothing more of a command that was typed wrong', () => {
    expect(at('notcie _')).toEqual([]);
    expect(at('status more _')).toEqual([]);
  });

  it('is a file, a directory, or what only the user knows', () => {
    expect(at('validate _')).toEqual({ kind: 'files' });
    expect(at('validate a.yaml b.yaml _')).toEqual({ kind: 'files' });
    expect(at('verify _')).toEqual({ kind: 'files' });
    expect(at('synth a.yaml -o _')).toEqual({ kind: 'directories' });
    expect(at('history --since _')).toEqual({ kind: 'anything' });
  });

  it('is one of the choices of an argument or an option', () => {
    expect(at('fault iad-pdx _')).toEqual(['down', 'grey', 'slow', 'heal']);
    expect(at('router-config ord --vendor _')).toEqual(['frr', 'ios-xe', 'junos']);
    expect(at('router-config ord --vendor=f')).toEqual(['frr', 'ios-xe', 'junos']);
  });

  it('is a name of the topology file that the line names, or of topology.yaml', () => {
    expect(at('explain _')).toEqual({ kind: 'names', named: ['links', 'sites'], topology: 'topology.yaml' });
    const one = { kind: 'names', named: ['links'], topology: 'acme.yaml' };
    expect(at('history --topology acme.yaml --link _')).toEqual(one);
    expect(at('history --topology=acme.yaml --link=ia')).toEqual(one);
    expect(at('explain --json --topology acme.yaml iad _')).toEqual({ ...one, named: ['sites'] });
  });

  it('is an option after a dash, once unless it may be repeated', () => {
    expect(at('status -')).toEqual(['--topology', '--profile', '--region', '--endpoint', '--json', '--help']);
    expect(at('status --json --profile a --topology=b --')).toEqual(['--profile', '--region', '--endpoint', '--help']);
  });

  it('is the value of an option, not an option, after one that takes a value', () => {
    expect(at('synth -o -')).toEqual({ kind: 'directories' });
    expect(at('synth -o out _')).toEqual({ kind: 'files' });
  });

  it('is an argument after two dashes', () => {
    expect(at('fault -- -')).toEqual({ kind: 'names', named: ['links'], topology: 'topology.yaml' });
  });

  it('fails to nothing for options that there are not', () => {
    expect(at('status --nothing=')).toEqual({ kind: 'anything' });
    expect(at('status --nothing --js')).toContain('--json');
  });
});
