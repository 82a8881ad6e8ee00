// Reads the report that the CDK writes beside an assembly: what others than the verifier have found.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PLUGIN_NAME } from '../verify/acknowledgements';
import { field, listOf, textField } from '../verify/json';

/** `description (construct, rule)`: what makes the CDK refuse the assembly, but for what the verifier says itself. */
export function refusalsIn(dir: string): readonly string[] {
  const reports = listOf(field(readReport(dir), 'pluginReports')).filter(
    (report) => textField(report, 'conclusion') === 'failure' && textField(report, 'pluginName') !== PLUGIN_NAME,
  );
  return reports.flatMap((report) => {
    const refused = listOf(field(report, 'violations')).filter(isRefused).map(violationText);
    const failure = textField(field(report, 'metadata'), 'error');
    return refused.length > 0 ? refused : [failure ?? `${textField(report, 'pluginName')} refuses it`];
  });
}

/** The CDK writes one in every synthesis in which something judges. */
function readReport(dir: string): unknown {
  return JSON.parse(readFileSync(path.join(dir, 'validation-report.json'), 'utf8'));
}

function isRefused(violation: unknown): boolean {
  return ['fatal', 'error'].includes(textField(violation, 'severity') ?? 'error');
}

function violationText(violation: unknown): string {
  const places = listOf(field(violation, 'violatingConstructs')).flatMap(
    (construct) => textField(construct, 'constructPath') ?? [],
  );
  return `${textField(violation, 'description')} (${[...places, textField(violation, 'ruleName')].join(', ')})`;
}
