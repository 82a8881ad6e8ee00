// Pure: gives numbers to the traces, scenarios, flows and links that a page shows. Most cells of a matrix show a trace that
// another cell shows too, and most traces share their hops, so a page says each once.

import { labelled } from '../../net/labelled';
import type { Flow } from '../../routing/backbone';
import { type Scenario, scenarioName } from '../../routing/scenario';
import type { Hop, Trace } from '../../routing/trace';
import { placeText } from '../findings';
import { flowKey } from './fates';
import type { Judged } from './judged';
import type { HopText, PageData } from './page-data';

export interface Book {
  readonly scenario: (scenario: Scenario) => number;
  readonly flow: (flow: Flow) => number;
  readonly trace: (trace: Trace) => number;
  /** All that has a number by now. */
  readonly data: () => PageData;
}

type Labels = Readonly<Record<string, string>>;

function hopText({ place, table, matched, said }: Hop, labels: Labels): HopText {
  const looked = table !== undefined && place.at === 'gateway' ? `, table ${table}` : '';
  const route = matched ? `${matched.prefix} ${matched.origin} (${matched.source})` : '';
  const [where, what, happened] = [`${placeText(place)}${looked}`, route, said].map((text) => labelled(text, labels));
  return [where ?? '', what ?? '', happened ?? ''];
}

/** Things by the numbers in which they came, each once. */
function numbered<T>(): { readonly items: T[]; readonly numberOf: (key: string, make: () => T) => number } {
  const [items, known]: [T[], Map<string, number>] = [[], new Map()];
  const numberOf = (key: string, make: () => T) => {
    const number = known.get(key) ?? items.push(make()) - 1;
    known.set(key, number);
    return number;
  };
  return { items, numberOf };
}

/** An empty book. What it gives depends only on what it is asked, in which order. */
export function bookOf({ failedLinks, verification: { labels } }: Judged): Book {
  const links = numbered<string>();
  const flows = numbered<PageData['flows'][number]>();
  const scenarios = numbered<PageData['scenarios'][number]>();
  const hops = numbered<HopText>();
  const traces = numbered<PageData['traces'][number]>();
  const link = (name: string) => links.numberOf(name, () => name);
  const known = new Map<Hop, number>();
  const hop = (one: Hop) => {
    const already = known.get(one);
    if (already !== undefined) return already;
    const text = hopText(one, labels);
    const number = hops.numberOf(JSON.stringify(text), () => text);
    known.set(one, number);
    return number;
  };
  return {
    scenario: (scenario) =>
      scenarios.numberOf(JSON.stringify(scenario), () => [
        scenarioName(scenario),
        failedLinks(scenario).map(link),
        scenario.sites ?? [],
      ]),
    flow: (flow) => flows.numberOf(flowKey(flow), () => [flow.from, flow.to]),
    trace: ({ outcome, path, hops: steps }) => {
      const parts = [outcome, path.map(link), steps.map(hop)] as const;
      return traces.numberOf(JSON.stringify(parts), () => parts);
    },
    data: () => ({
      links: links.items,
      flows: flows.items,
      scenarios: scenarios.items,
      hops: hops.items,
      traces: traces.items,
    }),
  };
}
