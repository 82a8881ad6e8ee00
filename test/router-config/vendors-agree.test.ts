// The texts for the other vendors say what the model says, as the one for FRR does, on generated topologies.

import fc from 'fast-check';
import type { RouterConfig, RouterLink } from '../../lib/router-config/router-config';
import { configText } from '../../lib/router-config/texts';
import { hybridBackbones } from '../support/backbones';
import { topologyOf } from '../support/topologies';
import { onPremSites, routerOf, withTargets } from './routers';

function forEveryRouter(check: (config: RouterConfig) => void): void {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      const topology = withTargets(topologyOf(backbone));
      for (const site of onPremSites(topology)) check(routerOf(topology, site));
    }),
    { numRuns: 80 },
  );
}

/** What of a text lies from a line that begins with `start` up to one that begins with `end`. */
function part(text: string, start: string, end: string): string {
  const from = text.indexOf(`\n${start}`);
  if (from < 0) throw new Error(`no ${start}`);
  return text.slice(from, text.indexOf(`\n${end}`, from + 1));
}

function numbers(text: string, form: RegExp): readonly number[] {
  return [...text.matchAll(form)].map(([, number]) => Number(number));
}

const usual = ({ preferences }: RouterLink) => preferences.map((preference) => preference.usual);
const avoided = ({ preferences }: RouterLink) => preferences.map((preference) => preference.avoided);

function linesOf(text: string): readonly string[] {
  return text.split('\n').map((line) => line.trim());
}

describe('the configuration for Junos', () => {
  const policy = (text: string, name: string) => part(text, `    policy-statement ${name} {`, '    }');

  it('has the local preferences and AS paths of the model', () => {
    forEveryRouter((config) => {
      const text = configText('junos', config);
      for (const link of config.links) {
        expect(numbers(policy(text, `DETOUR-in-${link.name}`), /local-preference (\d+);/g)).toEqual(usual(link));
        expect(numbers(policy(text, `DETOUR-avoid-${link.name}`), /local-preference (\d+);/g)).toEqual(avoided(link));
        const path = /as-path-prepend "([^"]+)"/.exec(policy(text, `DETOUR-out-${link.name}`))?.[1] ?? '';
        expect(path.split(' ').filter((asn) => asn === String(config.asn))).toHaveLength(link.prepends);
      }
    });
  });

  it('balances its braces and ends every statement', () => {
    forEveryRouter((config) => {
      let depth = 0;
      for (const line of linesOf(configText('junos', config))) {
        if (line.endsWith('{')) depth += 1;
        else if (line === '}') depth -= 1;
        else expect(line).toMatch(/;$|^replace:$|^\/\* [^*]+ \*\/$/);
        expect(depth).toBeGreaterThanOrEqual(0);
      }
      expect(depth).toBe(0);
    });
  });

  it('replaces each policy as a whole, so that no term comes after the last, and no group, whose keys would go', () => {
    forEveryRouter((config) => {
      const lines = linesOf(configText('junos', config));
      const replaced = lines.flatMap((line, i) => (lines[i - 1] === 'replace:' ? [line.split(' ')[0]] : []));
      const times = (word: string) => replaced.filter((one) => one === word).length;
      const all = (form: RegExp) => lines.filter((line) => form.test(line)).length;
      expect(times('policy-statement')).toBe(all(/^policy-statement /));
      expect(times('community')).toBe(all(/^community \S+ \{/));
      expect([times('import'), times('export')]).toEqual([config.links.length, config.links.length]);
      expect(times('group')).toBe(0);
    });
  });

  it('ends every policy by refusing the rest, and uses no policy that is not there', () => {
    forEveryRouter((config) => {
      const text = configText('junos', config);
      const used = [...text.matchAll(/(?:import|export) (\S+);/g)].map(([, name = '']) => name);
      expect(used).toHaveLength(2 * config.links.length);
      for (const name of used) expect(policy(text, name)).toMatch(/term rest \{\s+then reject;\s+\}$/);
    });
  });
});

describe('the configuration for IOS XE', () => {
  const bySite = (text: string) =>
    new Map(
      [...text.matchAll(/prefix-list DETOUR-(?:within|aggregate)-(\S+)\n set local-preference (\d+)/g)].map(
        ([, site, preference]) => [site, Number(preference)] as const,
      ),
    );
  const maps = (text: string, name: string) =>
    text
      .split('\n!')
      .filter((block) => block.trimStart().startsWith(`route-map ${name} `))
      .join('\n');

  it('has the local preferences and AS paths of the model', () => {
    forEveryRouter((config) => {
      const text = configText('ios-xe', config);
      for (const link of config.links) {
        const [heard, avoiding] = ['in', 'avoid'].map((part) => bySite(maps(text, `DETOUR-${part}-${link.name}`)));
        expect(heard).toEqual(new Map(link.preferences.map(({ site, usual }) => [site, usual])));
        expect(avoiding).toEqual(new Map(link.preferences.map(({ site, avoided }) => [site, avoided])));
        const path = /as-path prepend (.+)/.exec(maps(text, `DETOUR-out-${link.name}`))?.[1] ?? '';
        expect(path.split(' ').filter((asn) => asn === String(config.asn))).toHaveLength(link.prepends);
      }
    });
  });

  it('names no list, route-map, operation or tracked object that is not there', () => {
    forEveryRouter((config) => {
      const text = configText('ios-xe', config);
      const all = (form: RegExp) => [...text.matchAll(form)].map(([, name]) => name);
      const used = [
        [all(/match ip address prefix-list (\S+)/g), all(/^ip prefix-list (\S+)/gm)],
        [all(/match community (\S+)/g), all(/^ip community-list standard (\S+)/gm)],
        [all(/neighbor \S+ route-map (\S+) (?:in|out)/g), all(/^route-map (\S+)/gm)],
        [all(/^track \d+ ip sla (\d+)/gm), all(/^ip sla (\d+)/gm)],
        [all(/^ object (\d+)/gm), all(/^track (\d+)/gm)],
        [all(/event track (\d+)/g), all(/^track (\d+)/gm)],
      ] as const;
      for (const [names, known] of used) expect(known).toEqual(expect.arrayContaining(names));
    });
  });

  it('avoids a link when it does not answer and one that takes over does, and no link when it is the only one', () => {
    forEveryRouter((config) => {
      const text = configText('ios-xe', config);
      const indexOf = new Map(config.links.map(({ name, index }) => [name, index]));
      for (const { name, index, probe } of config.links) {
        const takeovers = probe?.takeovers ?? [];
        const applet = text.includes(`event manager applet DETOUR-AVOID-${name} `);
        expect(applet).toBe(takeovers.length > 0);
        if (!applet) continue;
        const either = takeovers.map((other) => ` object ${indexOf.get(other)}\n`).join('');
        const [or, and] = [256 + index, 512 + index];
        expect(text).toContain(
          `track ${or} list boolean or\n${either}track ${and} list boolean and\n object ${index} not\n object ${or}\n`,
        );
        expect(text).toContain(`applet DETOUR-AVOID-${name} authorization bypass\n event track ${and} state up\n`);
        expect(text).toContain(`applet DETOUR-PREFER-${name} authorization bypass\n event track ${and} state down\n`);
      }
    });
  });
});
