import { explainLink } from '../../../lib/controller/link-state/explain-link';
import { linkFacts } from '../../../lib/controller/link-state/link-states';
import { explainedLinkText } from '../../../lib/report/live/explained';
import type { Palette } from '../../../lib/report/palette';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { allGood, NOTHING_KNOWN, NOW_MS } from '../../support/world';

const PLAIN: Palette = { bold: (t) => t, dim: (t) => t, red: (t) => t, green: (t) => t, yellow: (t) => t };
const PAIR = aBackbone([aSite(0), aSite(1)], [aPeering(0, 1)]);

describe('the explanation of a link', () => {
  it('shows each fact once, where a check first saw it', () => {
    const [facts] = linkFacts(PAIR, { ...NOTHING_KNOWN, observations: allGood(PAIR) }, {}, NOW_MS);
    if (!facts) throw new Error('there is a link');
    const lines = explainedLinkText(explainLink(facts), PLAIN).split('\n');
    const shown = lines.filter((line) => line.startsWith('      ') && !/what [\d, ]+ saw$/.test(line));
    expect(new Set(shown).size).toBe(shown.length);
    const unseen = lines.indexOf(' 5  unseen down: has nothing to say');
    expect(lines[unseen + 1]).toBe('      what 1, 4 saw');
  });

  it('begins with what all checks come to, and with what would change it', () => {
    const [facts] = linkFacts(PAIR, { ...NOTHING_KNOWN, observations: allGood(PAIR) }, {}, NOW_MS);
    if (!facts) throw new Error('there is a link');
    const [verdict, changed, without, gap, first] = explainedLinkText(explainLink(facts), PLAIN).split('\n');
    expect(verdict).toMatch(/^s0-s1 is up, link-healthy: /);
    expect(changed).toMatch(/^changed by ./);
    expect(without).toMatch(/^without it the link would be ./);
    expect([gap, first]).toEqual(['', ' 1  frozen: has nothing to say']);
  });
});
