// Reads scenario files.

import * as disk from 'node:fs';
import { readText } from '../net/document/read-text';
import type { Issue } from '../net/issue';
import type { Result } from '../net/result';
import type { Scenario } from '../twin/scenario';
import { parseScenario } from '../twin/scenario-file';
import type { ScenarioWorld } from '../twin/scenario-subject';

/** The scenario in the file, or everything that is wrong with it, an unreadable file included. */
export function loadScenario(file: string, world: ScenarioWorld): Result<Scenario, readonly Issue[]> {
  const text = readText(file, 'a scenario file', disk);
  return text.ok ? parseScenario(text.value, file, world) : text;
}
