// One page, copied into one shell, block by block and in its order, as somebody at a terminal does.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Block, blocksOf } from './blocks';
import { type RunningTwin, startTwin } from './practice';
import { indented, otherwise } from './printed';
import { environmentOf, programsIn, workplaceIn } from './workplace';

const ROOT = join(__dirname, '../..');

/** A page that waits for longer waits in vain. */
const LIMIT_MS = 900_000;

export interface PageRun {
  readonly page: string;
  /** Blocks that were run. */
  readonly run: number;
  /** What is wrong, each in some lines. */
  readonly wrong: readonly string[];
}

/** A block that fails ends the shell: its file of the exit code is missing, and so are those after it. */
function scriptOf(folder: string, blocks: readonly Block[]): string {
  const lines = blocks.map(({ commands }, i) => {
    writeFileSync(join(folder, `${i}.sh`), commands);
    return `. '${folder}/${i}.sh' >'${folder}/${i}.out' 2>'${folder}/${i}.err'\n: >'${folder}/${i}.done'`;
  });
  return `set -eo pipefail\n${lines.join('\n')}\n`;
}

function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', [script], { cwd, env, stdio: 'ignore', timeout: LIMIT_MS });
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}

function wrongWith(folder: string, block: Block, i: number): readonly string[] {
  const text = (kind: string) => {
    const file = join(folder, `${i}.${kind}`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  const isDone = existsSync(join(folder, `${i}.done`));
  const isBegun = existsSync(join(folder, `${i}.out`));
  if (!isBegun) return [`line ${block.line}: was not reached`];
  if (!isDone) return [`line ${block.line}: failed, or took too long\n${indented([text('out'), text('err')])}`];
  const other = block.prints === undefined ? undefined : otherwise(block.prints, text('out'));
  return other === undefined ? [] : [`line ${block.line}: ${other}`];
}

interface Terminal {
  /** The AWS CLI. */
  readonly aws: string;
  readonly twin: RunningTwin;
}

async function copied(page: string, blocks: readonly Block[], { aws, twin }: Terminal): Promise<PageRun> {
  const folder = mkdtempSync(join(tmpdir(), 'detour-runbook-'));
  try {
    const place = workplaceIn(folder);
    const bin = programsIn(folder);
    symlinkSync(aws, join(bin, 'aws'));
    const env = { HOME: folder, ...environmentOf(bin, twin.endpoint) };
    const script = join(folder, 'page.sh');
    writeFileSync(script, scriptOf(folder, blocks));
    await bash(script, place, env);
    const wrong = blocks.flatMap((block, i) => wrongWith(folder, block, i));
    return { page, run: blocks.length, wrong };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Pages that leave a twin as it was, one after the other on one twin. A page of which nothing can be run has no result.
 *
 * @param aws the AWS CLI
 */
export async function* runPages(pages: readonly string[], aws: string): AsyncGenerator<PageRun> {
  const runnable = pages.flatMap((page) => {
    const blocks = blocksOf(readFileSync(join(ROOT, page), 'utf8')).filter(({ kind }) => kind !== 'account');
    return blocks.length > 0 ? [{ page, blocks }] : [];
  });
  if (runnable.length === 0) return;
  const folder = mkdtempSync(join(tmpdir(), 'detour-runbooks-'));
  const twin = await startTwin(join(workplaceIn(folder), 'topology.yaml'));
  try {
    for (const { page, blocks } of runnable) yield await copied(page, blocks, { aws, twin });
  } finally {
    await twin.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
