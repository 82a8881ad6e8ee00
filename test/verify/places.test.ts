import { type Finding, finding } from '../../lib/verify/findings';
import { placesOf } from '../../lib/verify/places';
import { understand } from '../../lib/verify/verify';
import { synthesized } from '../support/judged';
import { hybrid } from '../support/topologies';

const base = hybrid();
const links = base.links.map((link) => (link.name === 'ord-iad-dx' ? { ...link, sharedRisks: ['carrier-a'] } : link));
const placeOf = placesOf(understand(synthesized({ ...base, links })));
const found = (parts: Partial<Finding>) => placeOf(finding('verify-no-path', { message: 'm', fix: 'f', ...parts }));

test('a finding points at the resource that it names, or at the one that has what it names', () => {
  const source = 'acme-iad-routes/Baseline/spokes/pdx';
  expect(found({ source })).toBe(source);
  expect(found({ source: 'acme-iad Metadata.Detour' })).toBe('acme-iad');
});

test('a finding that names no resource points at the link, the shared risk or the site that has failed', () => {
  const after = (scenario: Partial<NonNullable<Finding['scenario']>>) =>
    found({ flow: { from: 'cmh', to: 'pdx' }, scenario: { links: [], risks: [], ...scenario } });
  expect(after({ links: [{ name: 'iad-pdx', form: 'grey' }] })).toMatch(/^acme-link-iad-pdx\//);
  expect(after({ links: [{ name: 'ord-iad-vpn', form: 'down' }] })).toMatch(/^acme-link-ord-iad-vpn\//);
  expect(after({ risks: [{ name: 'carrier-a', form: 'down' }] })).toMatch(/^acme-link-ord-iad-dx\//);
  expect(after({ sites: ['iad'] })).toMatch(/^acme-iad\//);
});

test('a finding with nothing failed points at the gateway that packets start from, and any other at nothing', () => {
  expect(found({ flow: { from: 'iad', to: 'pdx' } })).toMatch(/^acme-iad\//);
  expect(found({ flow: { from: 'ord', to: 'pdx' } })).toBe('');
  expect(found({})).toBe('');
});
