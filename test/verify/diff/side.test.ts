import type { Scenario } from '../../../lib/routing/scenario';
import { knownTo } from '../../../lib/verify/diff/side';

const down = (name: string): Scenario['links'][number] => ({ name, form: 'down' });
const grey = (name: string): Scenario['links'][number] => ({ name, form: 'grey' });

const known = knownTo({
  scenarios: [
    { links: [], risks: [] },
    { links: [grey('a-b')], risks: [] },
    { links: [down('p-a')], risks: [] },
    { links: [grey('p-a')], risks: [] },
    { links: [], risks: [grey('duct')] },
    { links: [], risks: [], sites: ['a'] },
  ],
});

test('a failure that a network knows is the same there', () => {
  const scenario: Scenario = { links: [grey('a-b'), down('p-a')], risks: [] };
  expect(known(scenario)).toEqual(scenario);
  expect(known({ links: [], risks: [grey('duct')], sites: ['a'] })).toEqual({
    links: [],
    risks: [grey('duct')],
    sites: ['a'],
  });
});

test('what a network does not have does not fail there', () => {
  expect(known({ links: [grey('a-b'), grey('new')], risks: [] })).toEqual({ links: [grey('a-b')], risks: [] });
  expect(known({ links: [], risks: [down('new')], sites: ['new'] })).toEqual({ links: [], risks: [] });
});

test('what is of another kind there fails in a form that it has there', () => {
  expect(known({ links: [down('a-b')], risks: [down('duct')] })).toEqual({
    links: [grey('a-b')],
    risks: [grey('duct')],
  });
  expect(known({ links: [grey('p-a')], risks: [] })).toEqual({ links: [grey('p-a')], risks: [] });
});
