import { createColors } from 'picocolors';
import { verificationText } from '../../lib/report/verification';
import { resources, synthesized, verified, without } from '../support/judged';
import { triangle } from '../support/topologies';

const plain = createColors(false);
const assembly = synthesized(triangle());
const whole = verified(assembly);

test('a network that survives ends with a verdict and counts', () => {
  expect(verificationText(whole, plain).split('\n').slice(-3)).toEqual([
    '6 losses in baseline, 0 when controlled',
    '12 losses after two failures at once, which flows need not survive',
    '✔ every flow survives what it must (6 flows, 10 scenarios)',
  ]);
});

test('findings are printed with their place, code and fix, and the number of errors', () => {
  const [route] = resources(assembly, 'AWS::EC2::TransitGatewayRoute');
  if (!route) throw new Error('there is no route');
  const text = verificationText(verified(without(assembly, route)), plain);
  expect(text).toMatch(
    /^error {4}verify-baseline-not-shortest: .*\n {2}table \w+ of site cmh does not send all traffic .*\n {2}fix: let /m,
  );
  expect(text).toMatch(/✘ \d+ errors? \(6 flows, 10 scenarios\)$/);
});

test('what somebody accepts is no error; it is printed with the reason, and the verdict says that there is something', () => {
  const [route] = resources(assembly, 'AWS::EC2::TransitGatewayRoute');
  if (!route) throw new Error('there is no route');
  const broken = without(assembly, route);
  const codes = [...new Set(verified(broken).findings.map(({ code }) => code))];
  const accepting = (reason: string, ids: readonly string[]) => ids.map((id) => ({ ids: [id], reason, at: '' }));
  const errors = codes.filter((code) =>
    verified(broken).findings.some((f) => f.code === code && f.severity === 'error'),
  );
  const accepted = { ...broken, acknowledgements: accepting('cmh moves tomorrow', errors) };
  const text = verificationText(verified(accepted), plain);
  expect(text).toMatch(
    /^acknowledged {2}verify-baseline-not-shortest: cmh moves tomorrow\n {2}.*\n {4}on the whole app$/m,
  );
  expect(text).not.toMatch(/^error/m);
  expect(text).toMatch(/✔ no error but \d+ that somebody accepts \(6 flows, 10 scenarios\)$/);
});

test('hops are printed only when they are asked for, with names in place of ids', () => {
  const traced = verificationText(whole, plain, { trace: true });
  expect(traced).toContain('iad → pdx, nothing failed, both modes: delivered');
  expect(traced).toMatch(
    / 2 {2}gateway iad, table spokes: 10\.30\.0\.0\/16 static \(acme-iad-routes\/Baseline\/spokes\/pdx\): goes to link iad-pdx/,
  );
  expect(traced).toMatch(/ 2 {2}gateway iad, table spokes: 10\.30\.0\.0\/19 prefix-list /);
  expect(verificationText(whole, plain)).not.toContain('table spokes: ');
});

test('colour changes nothing but colour', () => {
  const colourful = verificationText(whole, createColors(true));
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
  expect(colourful.replace(escapes, '')).toBe(verificationText(whole, plain));
});
