import { createColors } from 'picocolors';
import { acknowledgedLines } from '../../lib/report/acknowledged';
import { acknowledge } from '../../lib/verify/acknowledgements';
import { type Finding, finding, type VerifyCode } from '../../lib/verify/findings';

const SCENARIO = { links: [{ name: 'iad-pdx', form: 'grey' }], risks: [] } as const;
const THERE = { from: 'iad', to: 'pdx' };
const BACK = { from: 'pdx', to: 'iad' };

function single(message: string): Finding {
  const parts = { message, fix: 'add a link', scenario: SCENARIO, flows: [THERE, BACK] };
  return finding('verify-single-point-of-failure', parts);
}

function lost(flow: typeof THERE, code: VerifyCode = 'verify-dead-link'): Finding {
  return finding(code, { message: 'lost', fix: 'mend it', flow, scenario: SCENARIO });
}

function linesOf(...found: readonly Finding[]): readonly string[] {
  const given = [{ ids: ['verify-single-point-of-failure'], reason: 'until March' }];
  return acknowledgedLines(
    acknowledge(found, given, () => ''),
    { labels: {}, colors: createColors(false) },
  );
}

const HEAD = 'acknowledged  verify-single-point-of-failure: until March';
const PLACE = '    in the topology file';

test('what is accepted is told with the reason and the place, and how much comes of it', () => {
  expect(linesOf(single('the only way'))).toEqual([HEAD, '  the only way', PLACE, '']);
  expect(linesOf(single('the only way'), lost(THERE))[1]).toBe('  the only way, and one loss that comes of it');
  expect(linesOf(single('the only way'), lost(THERE), lost(BACK))[1]).toBe(
    '  the only way, and 2 losses that come of it',
  );
});

test('others like it are counted by themselves', () => {
  expect(linesOf(single('the only way'), single('another'), lost(THERE))[1]).toBe(
    '  the only way, and 1 more like it, and one loss that comes of it',
  );
});

test('what is not accepted has no line', () => {
  expect(linesOf(lost(THERE))).toEqual([]);
});
