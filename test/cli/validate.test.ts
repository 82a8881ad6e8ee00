import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createColors } from 'picocolors';
import { EXIT } from '../../lib/cli/io';
import { validate } from '../../lib/cli/validate';
import { temporaryFolder } from '../support/folders';

const HYBRID = 'examples/hybrid.yaml';

const folder = temporaryFolder();

function run(files: string[], options: { json?: boolean } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    colors: createColors(false),
    status: () => {},
  };
  return { code: validate(files, options, io), out: out.join('\n'), err: err.join('\n') };
}

function fileOf(text: string): string {
  const file = join(folder, 'topology.yaml');
  writeFileSync(file, text);
  return file;
}

describe('detour validate', () => {
  it('says in one line what a valid file holds', () => {
    expect(run([HYBRID])).toEqual({ code: EXIT.ok, out: `${HYBRID}: ok (4 sites, 6 links, 12 flows)`, err: '' });
  });

  it('fails with the place, the problem and the way out', () => {
    const file = fileOf('version: 2\nname: acme\nsites: {}\nlinks: {}\n');
    expect(run([file])).toEqual({
      code: EXIT.problem,
      err: '',
      out: `${file}:1:10  version is not a known version  document-unknown-version
    got      2
    allowed  1
    fix      write for example 1
${file}:3:1  the topology has no AWS site  topology-no-sites
    got      no sites
    allowed  at least one site of kind aws
    fix      add the AWS regions that the backbone joins
${file}:4:1  the topology has no links  topology-no-links
    got      an empty map
    allowed  at least one link
    fix      add the links between the sites

3 problems in 1 of 1 file`,
    });
  });

  it('fails when any of several files is wrong, and reports on all', () => {
    const { code, out } = run([HYBRID, 'examples/broken/costs.yaml', 'nowhere.yaml']);
    expect(code).toBe(EXIT.problem);
    expect(out).toContain(`${HYBRID}: ok`);
    expect(out).toContain('nowhere.yaml:1:1  the file cannot be read');
    expect(out).toMatch(/3 problems in 2 of 3 files$/);
  });

  it('prints one JSON document on request', () => {
    const { code, out } = run([HYBRID, 'examples/broken/names.yaml'], { json: true });
    const { files } = JSON.parse(out);
    expect(code).toBe(EXIT.problem);
    expect(files[0]).toEqual({ file: HYBRID, ok: true, issues: [] });
    expect(files[1]).toMatchObject({ file: 'examples/broken/names.yaml', ok: false });
    expect(files[1].issues[0]).toEqual({
      code: 'document-bad-name',
      path: ['sites', 'Dublin_1'],
      problem: 'Dublin_1 is not the name of a site',
      got: 'Dublin_1',
      allowed: 'at most 20 characters: lower-case letters, digits and single hyphens, beginning with a letter',
      fix: 'rename it, for example to dublin-1, everywhere it is used',
      position: { file: 'examples/broken/names.yaml', line: 10, column: 3 },
    });
  });

  it('fails without letting the file write to the terminal', () => {
    const { out } = run([fileOf('version: 1\nname: "\\e[2Jgone\\u202e"\nsites: {}\nlinks: {}\n\u009b31m: 1\n')]);
    expect(out).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
    expect(out).toContain('\\u009b31m');
  });
});
