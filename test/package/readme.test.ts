import { readFileSync } from 'node:fs';
import path from 'node:path';
import { main } from '../../lib/cli/main';
import { loadTopology } from '../../lib/topology/load';
import { parseTopology } from '../../lib/topology/parse';
import { temporaryFolder } from '../support/folders';
import { recordingIo } from '../support/io';

const readme = readFileSync('README.md', 'utf8');

/** Contents of the fenced blocks of a language, in order. */
function blocks(language: string): readonly string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    (match) => match[1] ?? '',
  );
}

async function run(words: readonly string[]) {
  const io = recordingIo();
  process.exitCode = 0;
  await main(['node', 'detour', ...words], io);
  const code = process.exitCode;
  process.exitCode = 0;
  return { code, out: io.printed() };
}

/** The `npx detour` lines of the README, as words, writing into a folder of their own. */
function commands(folder: string): readonly (readonly string[])[] {
  return blocks('sh')
    .flatMap((block) => block.split('\n'))
    .filter((line) => line.startsWith('npx detour '))
    .map((line) =>
      line
        .replace(/\s+#.*/, '')
        .split(/\s+/)
        .slice(2),
    )
    .map((words) =>
      words.map((word) => {
        if (word === 'cdk.out') return folder;
        return word.endsWith('.html') ? path.join(path.dirname(folder), word) : word;
      }),
    );
}

test('each command of the README ends well', async () => {
  const folder = path.join(temporaryFolder(), 'cdk.out');
  const all = commands(folder);
  const names = all.map(([command]) => command);
  expect(names).toEqual(['validate', 'synth', 'verify', 'report', 'diff', 'rehearse', 'router-config', 'notice']);
  for (const words of all) {
    const output = words[0] === 'rehearse' ? ['-o', folder] : [];
    expect({ words, code: (await run([...words, ...output])).code }).toEqual({ words, code: 0 });
  }
});

test('what the README says is printed is printed, line by line and in this order', async () => {
  const [excerpt] = blocks('text');
  const { out } = await run(['rehearse', '-o', path.join(temporaryFolder(), 'cdk.out')]);
  const printed = out.split('\n');
  let from = 0;
  for (const line of (excerpt ?? '').split('\n').filter((text) => text !== '' && text !== '…')) {
    const found = printed.indexOf(line, from);
    expect({ line, found: found >= 0 }).toEqual({ line, found: true });
    from = found + 1;
  }
  expect(from).toBeGreaterThan(0);
});

test('the topology of the README is valid', () => {
  const [topology] = blocks('yaml');
  expect(parseTopology(topology ?? '', 'README.md').ok).toBe(true);
});

test('the README leads to each page of docs/ that is for users', () => {
  for (const page of [
    'topology',
    'deploy',
    'router-config',
    'notices',
    'aws-health',
    'probers',
    'link-state',
    'replacement',
    'diff',
    'security',
    'cost',
    'codes',
    'bundles',
    'benchmarks',
  ])
    expect(readme).toContain(`](docs/${page}.md)`);
});

test('each file that the README links to exists', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.length).toBeGreaterThan(4);
  for (const link of links)
    expect(() => readFileSync(link.endsWith('/') ? `${link}0001-acknowledged-intents.md` : link)).not.toThrow();
  expect(loadTopology('examples/backbone.yaml').ok).toBe(true);
});
