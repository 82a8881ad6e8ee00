import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { refusalsIn } from '../../lib/cli/validation-report';
import { temporaryFolder } from '../support/folders';

const violation = {
  ruleName: 'E3012',
  description: 'a number is a text',
  violatingConstructs: [{ constructPath: 'Net/Vpc' }],
};

function refusals(...pluginReports: readonly object[]): readonly string[] {
  const dir = temporaryFolder();
  writeFileSync(path.join(dir, 'validation-report.json'), JSON.stringify({ pluginReports }));
  return refusalsIn(dir);
}

test('what others refuse is told with its construct and rule, and what they only warn of is not', () => {
  const warning = { ...violation, severity: 'warning', description: 'a text is long' };
  const violations = [
    { ...violation, severity: 'error' },
    warning,
    { ...violation, severity: 'fatal', description: 'no type' },
  ];
  expect(refusals({ pluginName: 'Rules', conclusion: 'failure', violations })).toEqual([
    'a number is a text (Net/Vpc, E3012)',
    'no type (Net/Vpc, E3012)',
  ]);
  expect(refusals({ pluginName: 'Rules', conclusion: 'success', violations: [warning] })).toEqual([]);
});

test('what the verifier refuses is left to the verifier', () => {
  expect(refusals({ pluginName: 'Detour', conclusion: 'failure', violations: [violation] })).toEqual([]);
});

test('a plugin that failed says so in its own words', () => {
  const metadata = { error: 'no engine' };
  expect(refusals({ pluginName: 'Rules', conclusion: 'failure', violations: [], metadata })).toEqual(['no engine']);
  expect(refusals({ pluginName: 'Rules', conclusion: 'failure', violations: [] })).toEqual(['Rules refuses it']);
});
