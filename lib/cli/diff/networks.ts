// From what is compared to values that can be: topologies are synthesized into a folder that is gone afterwards.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Issue } from '../../net/issue';
import { ok, type Result } from '../../net/result';
import type { Topology } from '../../topology/topology';
import type { Assembly } from '../../verify/assembly';
import type { Compared } from '../../verify/diff/side';
import { canonicalJson } from '../../verify/json';
import { readAssembly } from '../../verify/read-assembly';
import { understand, verify } from '../../verify/verify';
import type { Source } from './sources';

type Read<T> = Result<T, readonly Issue[]>;

async function synthesized(topology: Topology): Promise<Read<Assembly>> {
  const { trySynthesize } = await import('../../stacks/synthesize');
  const folder = mkdtempSync(path.join(tmpdir(), 'detour-diff-'));
  try {
    const done = trySynthesize(topology, folder, false);
    return done.ok ? readAssembly(folder) : done;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The templates of what is compared. */
export function assemblyOf(source: Source): Promise<Read<Assembly>> {
  return source.kind === 'assembly' ? Promise.resolve(ok(source.assembly)) : synthesized(source.topology);
}

/** True when the same code makes the same templates of both. */
export function isSameTopology(a: Source, b: Source): boolean {
  if (a.kind !== 'topology' || b.kind !== 'topology') return false;
  return canonicalJson(a.topology) === canonicalJson(b.topology);
}

export function judged(assembly: Assembly, deep = false): Compared {
  const understood = understand(assembly);
  return { assembly, understood, verification: verify(understood, { deep }) };
}
