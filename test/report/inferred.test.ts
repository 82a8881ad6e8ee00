import type { Palette } from '../../lib/report/palette';
import { verificationText } from '../../lib/report/verification';
import { exampleTemplates } from '../support/example-templates';
import { verified } from '../support/judged';

const PLAIN: Palette = { bold: (t) => t, dim: (t) => t, red: (t) => t, green: (t) => t, yellow: (t) => t };

function lastLines(name: string): readonly string[] {
  return verificationText(verified(exampleTemplates(name)), PLAIN)
    .split('\n')
    .slice(-2);
}

test('flows that nobody described are counted, and nothing is said of what they must survive', () => {
  expect(lastLines('segmented.json')).toEqual([
    '4 of 6 flows arrive with nothing failed, 2 do not',
    '✔ no error in what the templates show (6 flows, 1 scenario, 1 warning)',
  ]);
  expect(lastLines('direct-connect.yaml')).toEqual([
    '4 of 6 flows arrive with nothing failed, of 2 it is not known',
    '✔ no error in what the templates show (6 flows, 3 scenarios, 3 warnings)',
  ]);
});
