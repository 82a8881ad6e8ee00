import { graph, ownSeries, placed, rowsOf, text } from '../../../lib/stacks/dashboard/widgets';

const line = (region: string) => ownSeries('Loss', { Link: 'iad-pdx', Site: 'iad' }, region, 'from iad');
const ofWidth = (width: number, height = 6) => text('a text', width, height);

test('widgets stand next to each other as long as there is room, and then below', () => {
  const rows = rowsOf([ofWidth(12), ofWidth(12), ofWidth(20), ofWidth(8)]);
  expect(rows.map((row) => row.map(({ width }) => width))).toEqual([[12, 12], [20], [8]]);
});

test('a row is as high as its highest widget', () => {
  const all = placed([[ofWidth(14, 5), ofWidth(10, 3)], [ofWidth(24, 3)], [ofWidth(6)]]);
  expect(all.map(({ x, y }) => [x, y])).toEqual([
    [0, 0],
    [14, 0],
    [0, 5],
    [0, 8],
  ]);
});

test('fails to place what is wider than a dashboard', () => {
  expect(() => rowsOf([ofWidth(25)])).toThrow('25 columns does not fit');
  expect(() => placed([[ofWidth(12), ofWidth(13)]])).toThrow('25 columns does not fit');
});

test('a line has a region of its own only where it is not that of its graph', () => {
  const { properties } = graph({
    title: 'a title',
    series: [line('us-east-1'), line('us-west-2')],
    width: 12,
    stat: 'Sum',
  });
  const named = ['Detour', 'Loss', 'Link', 'iad-pdx', 'Site', 'iad'];
  expect(properties).toMatchObject({
    region: 'us-east-1',
    period: 60,
    metrics: [
      [...named, { label: `from iad: \${!LAST}` }],
      [...named, { label: `from iad: \${!LAST}`, region: 'us-west-2' }],
    ],
  });
});

test('many lines are named beside the graph, and few below it', () => {
  const positionOf = (count: number) => {
    const series = Array.from({ length: count }, () => line('us-east-1'));
    return graph({ title: 'a title', series, width: 12, stat: 'Sum' }).properties.legend;
  };
  expect(positionOf(6)).toEqual({ position: 'bottom' });
  expect(positionOf(7)).toEqual({ position: 'right' });
});

test('fails for a graph of nothing', () => {
  expect(() => graph({ title: 'a title', series: [], width: 12, stat: 'Sum' })).toThrow('"a title" has no lines');
});
