// What is seen in two terminals while a page's captures are done there, in their order and in real time.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type RunningTwin, startTwin } from '../runbooks/practice';
import { environmentOf, programsIn, workplaceIn } from '../runbooks/workplace';
import type { Capture, Step } from './captures-in';

/** Where a twin is served unless it is told otherwise. */
const USUAL = 'http://127.0.0.1:4577';

interface Desk {
  readonly bin: string;
  readonly place: string;
  twin?: RunningTwin;
  /** What was typed to start it, until it is shown. */
  typedLine: string;
  /** Characters of what the twin has told that were shown. */
  shown: number;
}

interface Printed {
  readonly text: string;
  readonly code: number | null;
}

/** Standard output and standard error, as a terminal mixes them. */
function typed(command: string, { bin, place, twin }: Desk): Promise<Printed> {
  if (!twin) throw new Error('the first step of a page starts a twin');
  const env = { HOME: place, ...environmentOf(bin, twin.endpoint) };
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', `${command} 2>&1`], { cwd: place, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ text, code }));
  });
}

function toldSince(desk: Desk): string {
  const said = desk.twin?.said() ?? '';
  const fresh = said.slice(desk.shown).replaceAll(desk.twin?.endpoint ?? USUAL, USUAL);
  const text = `${desk.typedLine}${fresh}`;
  Object.assign(desk, { typedLine: '', shown: said.length });
  return text;
}

async function begin(file: string, desk: Desk): Promise<void> {
  await desk.twin?.end();
  const twin = await startTwin(file, { tells: true, cwd: desk.place });
  Object.assign(desk, { twin, typedLine: `$ detour twin ${file} --announcements 5\n`, shown: 0 });
}

/** What of a step is shown. Throws when what is typed and not shown fails. */
async function seenOf(step: Step, desk: Desk): Promise<string> {
  switch (step.kind) {
    case 'twin':
      await begin(step.file, desk);
      return '';
    case 'told':
      return toldSince(desk);
    case 'wait':
      await pause(step.ms);
      return '';
    case 'typed': {
      const { text, code } = await typed(step.command, desk);
      if (step.isShown) return `$ ${step.command}\n${text}${code === 0 ? '' : `$ echo $?\n${code}\n`}`;
      if (code !== 0) throw new Error(`${step.command} failed\n${text}`);
      return '';
    }
  }
}

async function seenIn({ steps }: Capture, desk: Desk): Promise<string> {
  let text = '';
  for (const step of steps) text += await seenOf(step, desk);
  return text.replace(/\s*$/, '\n');
}

/** What was seen of each capture, in lines. */
export async function captured(captures: readonly Capture[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'detour-captures-'));
  const desk: Desk = { bin: programsIn(folder), place: workplaceIn(folder), typedLine: '', shown: 0 };
  const texts: string[] = [];
  try {
    for (const capture of captures) texts.push(await seenIn(capture, desk));
    return texts;
  } finally {
    await desk.twin?.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
