// Pure: the verdict and the counts behind it, at the head of a page.

import { nothingFailed } from '../../routing/scenario';
import type { Row } from './fates';
import { html, type Markup } from './html';
import type { Judged } from './judged';
import { openValues } from './templates';
import { counted } from './wording';

function line(errors: number, warnings: number): Markup {
  const also = warnings > 0 ? `, ${counted(warnings, 'warning')}` : '';
  return errors > 0
    ? html`<p class="verdict bad"><span aria-hidden="true">✘</span><span>${counted(errors, 'error')}${also}</span></p>`
    : html`<p class="verdict good"><span aria-hidden="true">✔</span><span>every flow survives what it must${also}</span></p>`;
}

/** Losses in failures of one thing, flow by flow. */
function losses(rows: readonly Row[]) {
  const single = rows
    .filter(({ scenario }) => scenario.links.length + scenario.risks.length + (scenario.sites?.length ?? 0) <= 1)
    .flatMap(({ touched }) => touched);
  const lost = (mode: 'baseline' | 'controlled') => single.filter((fate) => fate[mode].outcome !== 'delivered').length;
  return { baseline: lost('baseline'), controlled: lost('controlled') };
}

function tile(number: number, says: string): Markup {
  return html`<li><strong>${number.toLocaleString('en-US')}</strong>${says}</li>`;
}

/** `rows` are those that have something to show, of which the page may leave some out. */
export function verdictSection({ backbone, declared, verification, read }: Judged, rows: readonly Row[]): Markup {
  const { findings, flows, scenarios } = verification;
  const of = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const { baseline, controlled } = losses(rows);
  const derived = declared
    ? undefined
    : html`<p>No stack describes this backbone: sites, links and flows are what the templates show.</p>`;
  const failed = scenarios.filter((scenario) => !nothingFailed(scenario)).length;
  return html`<section id="verdict">${line(of('error'), of('warning'))}
<ul class="counts">${tile(of('error'), 'errors')}${tile(of('warning'), 'warnings')}${tile(backbone.sites.length, 'sites')}${tile(backbone.links.length, 'links')}${tile(flows.length, 'flows')}${tile(failed, 'failures tried')}</ul>
<p>When one thing fails (a link, a shared risk or a site), flows are lost ${counted(baseline, 'time')} without the controller,
and ${counted(controlled, 'time')} with it.</p>${derived}${openValues(read)}</section>
`;
}
