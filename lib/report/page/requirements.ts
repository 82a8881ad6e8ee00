// Pure: what each flow must survive, and the path that it takes while nothing has failed.

import type { FlowRequirement } from '../../routing/backbone';
import { NOTHING_FAILED } from '../../routing/scenario';
import { type Content, html, type Markup } from './html';
import type { Judged } from './judged';
import { counted, fateText, flowText } from './wording';

/** More are parted by the site where they start. */
const MOST_IN_ONE = 40;

function requirementText({ survive }: FlowRequirement): string {
  const { links, risks, sites = 0 } = { sites: 0, ...survive };
  const parts = [
    ...(links > 0 ? [`any ${counted(links, 'link')}`] : []),
    ...(risks > 0 ? [`any ${counted(risks, 'shared risk')}`] : []),
    ...(sites > 0 ? [`any ${counted(sites, 'site')} but its own two`] : []),
  ];
  return parts.length === 0 ? 'nothing: it need only work while nothing has failed' : parts.join('; ');
}

function row(flow: FlowRequirement, { resultIn }: Judged): Markup {
  const usual = resultIn(NOTHING_FAILED, flow, 'baseline');
  return html`<tr><th scope="row">${flowText(flow)}</th><td>${requirementText(flow)}</td><td>${usual === undefined ? undefined : fateText(usual)}</td></tr>
`;
}

function table(flows: readonly FlowRequirement[], judged: Judged): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="flows"><table><thead><tr><th scope="col">flow</th><th scope="col">must survive</th><th scope="col">path while nothing has failed</th></tr></thead>
<tbody>${flows.map((flow) => row(flow, judged))}</tbody></table></div>`;
}

function parted(flows: readonly FlowRequirement[], judged: Judged): Content {
  if (flows.length <= MOST_IN_ONE) return table(flows, judged);
  const froms = [...new Set(flows.map(({ from }) => from))];
  return froms.map((from) => {
    const own = flows.filter((flow) => flow.from === from);
    return html`<details><summary>from <strong>${from}</strong>: ${counted(own.length, 'flow')}</summary>${table(own, judged)}</details>
`;
  });
}

/** How many flows must survive what, the most first. */
function summary(flows: readonly FlowRequirement[]): Markup {
  const counts = new Map<string, number>();
  for (const flow of flows) {
    const text = requirementText(flow);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const items = [...counts].sort(([, a], [, b]) => b - a);
  return html`<ul>${items.map(([text, count]) => html`<li>${counted(count, 'flow')}: ${text}</li>`)}</ul>`;
}

export function requirementsSection(judged: Judged): Markup {
  const { flows } = judged.verification;
  return html`<section id="flows"><h2>What flows must survive</h2>
<p>A flow is an ordered pair of sites that must be able to talk; each direction counts for itself.</p>
${summary(flows)}${flows.length === 0 ? undefined : parted(flows, judged)}</section>
`;
}
