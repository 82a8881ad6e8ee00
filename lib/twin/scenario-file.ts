// Pure: text -> document -> schema and rules -> Scenario. Every mistake is reported at once.

import { readDocument } from '../net/document/document';
import { explain } from '../net/document/explain';
import { timeMs } from '../net/document/time';
import type { Issue } from '../net/issue';
import { err, ok, type Result } from '../net/result';
import type { Scenario, TrafficEnd } from './scenario';
import { NAME_RULES } from './scenario-names';
import { SCENARIO, type WrittenScenario } from './scenario-schema';
import { type ScenarioWorld, scenarioSubject } from './scenario-subject';
import { TIME_RULES } from './scenario-times';

/**
 * The scenario that the text describes, or all its mistakes in the order of the file. `file` is only named, not read;
 * `world` is what the scenario is played on.
 */
export function parseScenario(text: string, file: string, world: ScenarioWorld): Result<Scenario, readonly Issue[]> {
  const document = readDocument(text, file);
  if (!document.ok) return document;
  const { value, complaints } = document.value;
  const parsed = SCENARIO.safeParse(value);
  const subject = scenarioSubject(value, world);
  const all = complaints([
    ...(parsed.success ? [] : explain(SCENARIO, value, parsed.error.issues)),
    ...[...TIME_RULES, ...NAME_RULES].flatMap((rule) => rule(subject)),
  ]);
  return all.length > 0 || !parsed.success ? err(all) : ok(toScenario(parsed.data));
}

function toScenario({ name, title, starts, ends, seed, faults, notices, traffic }: WrittenScenario): Scenario {
  return {
    name,
    title,
    startMs: timeMs(starts),
    endMs: timeMs(ends),
    seed: seed ?? 1,
    // In order of time: where one fault of a link ends and the next begins at the same moment, the end comes first.
    faults: (faults ?? [])
      .map(({ link, form, from, to }) => ({ link, form: form ?? 'grey', fromMs: timeMs(from), toMs: timeMs(to) }))
      .sort((a, b) => a.fromMs - b.fromMs),
    notices: (notices ?? []).map(({ link, source, announced, from, to }) => ({
      link,
      source,
      announcedMs: timeMs(announced),
      fromMs: timeMs(from),
      toMs: timeMs(to),
    })),
    traffic: traffic.map(({ name: trafficName, between: [a, b], packetsPerSecond }) => ({
      name: trafficName,
      between: [trafficEnd(a), trafficEnd(b)],
      packetsPerSecond,
    })),
  };
}

function trafficEnd(text: string): TrafficEnd {
  const [site = '', vpc] = text.split('/');
  return vpc === undefined ? { site } : { site, vpc };
}
