import { DETAIL_TYPES, detailTypeOf, NOT_ANNOUNCED } from '../../../lib/controller/announce/detail-types';
import { CODES, type Code } from '../../../lib/net/codes';
import { CONTROLLER_CODES } from '../../../lib/net/codes/controller';

const announced = Object.values(DETAIL_TYPES).flatMap(({ codes }): readonly string[] => codes);

test('each code of a controller is announced under one detail-type, or there is a reason why it is not', () => {
  expect([...announced, ...Object.keys(NOT_ANNOUNCED)].sort()).toEqual(Object.keys(CONTROLLER_CODES).sort());
});

test('the detail-type of a code is the one that lists it, and other codes have none', () => {
  for (const [type, { codes }] of Object.entries(DETAIL_TYPES))
    for (const code of codes) expect(detailTypeOf(code)).toBe(type);
  const others = (Object.keys(CODES) as Code[]).filter((code) => !announced.includes(code));
  expect(others.map(detailTypeOf)).toEqual(others.map(() => undefined));
});

test('what is about the state of a link is announced as such', () => {
  const types = Object.keys(CONTROLLER_CODES)
    .filter((code) => code.startsWith('link-'))
    .map((code) => detailTypeOf(code as Code));
  expect(new Set(types)).toEqual(
    new Set(['detour.link.state-changed', 'detour.link.withdrawn', 'detour.link.restored']),
  );
});

test('what is held back is announced as such', () => {
  const held = Object.keys(CONTROLLER_CODES).filter((code) => code.startsWith('held-'));
  expect(new Set(held.map((code) => detailTypeOf(code as Code)))).toEqual(new Set(['detour.change.held']));
});
