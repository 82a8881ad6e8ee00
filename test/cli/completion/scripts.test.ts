// The scripts, run by the shells themselves where they are installed. Bash is, wherever the tests run.

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SCRIPTS } from '../../../lib/cli/completion/scripts';
import { SHELLS } from '../../../lib/cli/completion/words';
import { temporaryFolder } from '../../support/folders';

const ROOT = path.join(__dirname, '../../..');
const INSTALLED = SHELLS.filter((shell) => spawnSync(shell, ['-c', 'exit 0']).status === 0);

/** A folder with the command `detour` in it, as this checkout has it. */
function commandFolder(): string {
  const folder = path.join(temporaryFolder(), 'bin');
  mkdirSync(folder);
  const command = path.join(folder, 'detour');
  const run = `exec '${process.execPath}' -r ts-node/register/transpile-only bin/detour.ts "$@"`;
  writeFileSync(command, `#!/bin/sh\ncd '${ROOT}' && ${run}\n`);
  chmodSync(command, 0o755);
  return folder;
}

const folder = commandFolder();

function shell(name: string, script: string): string {
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  return execFileSync(name, ['-c', script], { cwd: ROOT, env, encoding: 'utf8' }).trim();
}

/** What bash would show for words as it breaks them, and what it does besides. */
function bash(...words: readonly string[]) {
  const list = words.map((word) => `'${word}'`).join(' ');
  const script = `${SCRIPTS.bash}
compopt() { echo "compopt $*"; }
COMP_WORDS=(detour ${list}); COMP_CWORD=${words.length}
_detour detour '${words.at(-1)}' ''
printf '%s\n' "\${COMPREPLY[@]}"`;
  return shell('bash', script).split('\n');
}

describe('the script of bash', () => {
  it('is used for the command, with what readline does where the script says nothing', () => {
    expect(shell('bash', `${SCRIPTS.bash}\ncomplete -p detour`)).toBe(
      'complete -o bashdefault -o default -F _detour detour',
    );
  });

  it('completes names of a topology, and nothing else with them', () => {
    expect(bash('explain', '--topology', '=', 'examples/hybrid.yaml', 'ord-iad')).toEqual([
      'compopt +o default +o bashdefault',
      'ord-iad-dx',
      'ord-iad-vpn',
    ]);
  });

  it('leaves files to readline', () => {
    expect(bash('validate', 'exa')).toEqual(['']);
    expect(bash('synth', '-o', 'exa')).toEqual(['compopt -o dirnames +o default +o bashdefault']);
  });

  it('fails quietly when the command cannot be run', () => {
    const script = `${SCRIPTS.bash}\nCOMP_WORDS=(nothing-such x); COMP_CWORD=1\n_detour nothing-such x ''`;
    expect(shell('bash', `compopt() { :; }\n${script}\necho "$?\${#COMPREPLY[@]}"`)).toBe('00');
  });
});

test.each(INSTALLED)('the script of %s is one that it reads without complaint', (name) => {
  const { status, stderr } = spawnSync(name, ['-n'], { input: SCRIPTS[name], encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test.each(SHELLS)('the script of %s asks the command for its own words', (name) => {
  expect(SCRIPTS[name]).toMatch(new RegExp(`__complete ${name} -- `));
});
