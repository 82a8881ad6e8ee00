import type { Router } from '../../lib/router-config/router';
import type { RouterConfig } from '../../lib/router-config/router-config';
import { configText, watcherText } from '../../lib/router-config/texts';
import { VENDORS } from '../../lib/router-config/vendor';
import { hybrid } from '../support/topologies';
import { routerOf, withTargets } from './routers';

const world = withTargets(hybrid());
const routerWith = (router: Partial<Router>) => routerOf(world, 'ord', [], router);

describe('one router of several', () => {
  const part = routerWith({ links: ['ord-pdx-dx', 'ord-iad-vpn'] });

  it('is told of its own links only', () => {
    expect(part.links.map(({ name }) => name)).toEqual(['ord-iad-vpn', 'ord-pdx-dx']);
    for (const vendor of VENDORS) {
      expect(configText(vendor, part)).not.toContain('ord-iad-dx');
      expect(watcherText(vendor, part) ?? '').not.toContain('ord-iad-dx');
    }
  });

  it('has the preferences and AS paths of the whole site, so that its routers agree', () => {
    const whole = routerWith({}).links.filter(({ name }) => name !== 'ord-iad-dx');
    const order = (links: RouterConfig['links']) =>
      links.map(({ name, preferences, prepends }) => ({ name, preferences, prepends }));
    expect(order(part.links)).toEqual(order(whole));
  });

  it('avoids a link only while another one of its own answers', () => {
    expect(part.links.map(({ probe }) => probe?.takeovers)).toEqual([['ord-pdx-dx'], ['ord-iad-vpn']]);
    const alone = routerWith({ links: ['ord-pdx-dx'] });
    expect(alone.links.map(({ probe }) => probe?.takeovers)).toEqual([[]]);
    expect(configText('ios-xe', alone)).not.toContain('event manager applet');
  });
});

describe('the id of a router', () => {
  const LINE = {
    frr: ' bgp router-id 10.40.255.9\n',
    'ios-xe': ' bgp router-id 10.40.255.9\n',
    junos: 'router-id 10.40.255.9;',
  };

  it.each(VENDORS)('is printed for %s when it is given', (vendor) => {
    expect(configText(vendor, routerWith({ id: '10.40.255.9' }))).toContain(LINE[vendor]);
  });

  it.each(VENDORS)('is not made up for %s, where two routers would have one, and the reason is said', (vendor) => {
    const text = configText(vendor, routerWith({}));
    expect(text).not.toMatch(/router-id \d/);
    expect(text).toMatch(/(!|\/\*) No router id is stated: .* which ends every/);
  });
});
