// The picture of a dashboard, on small dashboards: that everything is in it, at its place, and safe to show.

import { dashboardPicture } from '../../.tools/dashboard-picture/picture';
import { type DrawnWidget, dashboardsIn } from '../../.tools/dashboard-picture/read-dashboards';

const AT = { x: 0, y: 0, width: 12, height: 6 };

function widget(type: DrawnWidget['type'], properties: DrawnWidget['properties'], at: Partial<typeof AT> = {}) {
  return { ...AT, ...at, type, properties };
}

function pictureOf(...widgets: readonly DrawnWidget[]): string {
  return dashboardPicture({ name: 'acme', widgets });
}

/** What can be read in it, in the order in which it is drawn. */
function textsIn(picture: string): readonly string[] {
  return [...picture.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '');
}

const line = (label: string) => ['Detour', 'Loss', 'Link', 'iad-pdx', 'Site', 'iad', { label: `${label}: \${!LAST}` }];

test('a graph has its title, its marks with their values, and its lines without the value that is not known', () => {
  const horizontal = [
    { label: 'counts as lost', value: 500 },
    { label: 'alarm probe-slow', value: 250 },
  ];
  const picture = pictureOf(
    widget('metric', { title: 'iad-pdx: round trip', metrics: [line('from iad')], annotations: { horizontal } }),
  );
  expect(textsIn(picture)).toEqual(['iad-pdx: round trip', 'counts as lost: 500', 'alarm probe-slow: 250', 'from iad']);
});

test('a mark of half the value is half as high above the axis', () => {
  const horizontal = [
    { label: 'all', value: 2 },
    { label: 'half', value: 1 },
    { label: 'nothing', value: 0 },
  ];
  const picture = pictureOf(widget('metric', { title: 'a title', metrics: [line('a')], annotations: { horizontal } }));
  const [all = 0, half = 0, nothing = 0] = [...picture.matchAll(/M\S+ (\S+)H\S+" stroke="#d13212"/g)].map(([, y]) =>
    Number(y),
  );
  expect(all).toBeLessThan(half);
  expect(nothing - half).toBeCloseTo(half - all);
});

test('a list of alarms has their names, and says how many do not fit', () => {
  const alarms = Array.from({ length: 40 }, (_, i) => `arn:aws:cloudwatch:us-east-1:111122223333:alarm:alarm-${i}`);
  const texts = textsIn(pictureOf(widget('alarm', { title: 'iad: alarms', alarms })));
  expect(texts.slice(0, 3)).toEqual(['iad: alarms', 'alarm-0', 'alarm-1']);
  const shown = texts.filter((text) => text.startsWith('alarm-')).length;
  expect(texts.at(-1)).toBe(`and ${40 - shown} more`);
  expect(textsIn(pictureOf(widget('alarm', { title: 'few', alarms: alarms.slice(0, 2) })))).toEqual([
    'few',
    'alarm-0',
    'alarm-1',
  ]);
});

test('a text has its words without the marks of Markdown, the heading larger than the rest', () => {
  const picture = pictureOf(widget('text', { markdown: '## Links\n**Good:** see `detour links`' }));
  expect(textsIn(picture)).toEqual(['Links', 'Good: see detour links']);
  const sizes = [...picture.matchAll(/font-size="(\d+)"/g)].map(([, size]) => Number(size));
  expect(sizes[0]).toBeGreaterThan(sizes[1] ?? 0);
});

test('nothing that is written on a dashboard is markup in the picture', () => {
  const picture = pictureOf(widget('text', { markdown: '<script>a & "b"</script>' }));
  expect(picture).not.toContain('<script>');
  expect(textsIn(picture)).toEqual(['&lt;script&gt;a &amp; &quot;b&quot;&lt;/script&gt;']);
});

test('widgets stand as far from each other as on the dashboard, and the picture holds all of them', () => {
  const picture = pictureOf(
    widget('text', { markdown: 'left' }),
    widget('text', { markdown: 'right' }, { x: 12 }),
    widget('text', { markdown: 'below' }, { y: 6, width: 24 }),
  );
  const frames = [...picture.matchAll(/<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)" rx/g)].map((match) =>
    match.slice(1).map(Number),
  );
  const [left = [], right = [], below = []] = frames;
  expect(right[0]).toBeGreaterThan((left[0] ?? 0) + (left[2] ?? 0));
  expect(right[1]).toBe(left[1]);
  expect(below[1]).toBeGreaterThan((left[1] ?? 0) + (left[3] ?? 0));
  const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(picture) ?? []).map(Number);
  for (const [x = 0, y = 0, wide = 0, high = 0] of frames) {
    expect(x + wide).toBeLessThan(width);
    expect(y + high).toBeLessThan(height);
  }
});

test('fails to read a dashboard whose body is no text', () => {
  const resources = { Page: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: { Ref: 'Body' } } } };
  expect(() => dashboardsIn({ name: 'acme-dashboard', region: 'us-east-1', resources })).toThrow('no body');
});
