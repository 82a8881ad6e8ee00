import { pageStyles } from '../../../lib/report/page/styles/page-styles';

const styles = pageStyles();

type Scheme = Readonly<Record<string, string>>;

/** The colours of a `:root` rule, by the names of their variables. */
function coloursOf(rule: string): Scheme {
  return Object.fromEntries(
    [...rule.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const [light = '', dark = ''] = styles.match(/:root \{[^}]*\}/g) ?? [];

it.each([
  ['light', coloursOf(light)],
  ['dark', coloursOf(dark)],
])('every text has a contrast of 4.5 or more on its ground, when it is %s', (_, scheme) => {
  const grounds = ['ground', 'panel'];
  const everywhere = ['text', 'soft', 'accent', 'bad', 'warn', 'good', 'moved'];
  const pairs = [
    ...grounds.flatMap((ground) => everywhere.map((text) => [text, ground] as const)),
    ...['bad', 'warn', 'good', 'moved'].flatMap((text) => [
      [text, `${text}-ground`] as const,
      ['text', `${text}-ground`] as const,
    ]),
  ];
  const faint = pairs.filter(([text, ground]) => contrast(scheme[text] ?? '', scheme[ground] ?? '') < 4.5);
  expect(faint).toEqual([]);
});

it('a line of a link stands out from the ground by 3 or more', () => {
  for (const scheme of [coloursOf(light), coloursOf(dark)])
    for (const kind of ['dx', 'vpn', 'peering', 'focus'])
      expect(contrast(scheme[kind] ?? '', scheme.ground ?? '')).toBeGreaterThanOrEqual(3);
});

it('asks nobody for anything', () => {
  expect(styles).not.toMatch(/url\(|@import|@font-face/);
});

it('uses no variable that is not defined, in both schemes', () => {
  const used = new Set([...styles.matchAll(/var\(--([a-z-]+)\)/g)].map(([, name]) => name));
  for (const scheme of [coloursOf(light), coloursOf(dark)])
    expect([...used].filter((name) => scheme[name ?? ''] === undefined)).toEqual([]);
});
