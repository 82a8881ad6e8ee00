// Pure: the verdict and the counts behind it, at the head of a page.

import { failureCount, NOTHING_FAILED, nothingFailed } from '../../routing/scenario';
import type { Row } from './fates';
import { html, type Markup } from './html';
import type { Judged } from './judged';
import { openValues } from './templates';
import { counted } from './wording';

interface Said {
  readonly kind: 'bad' | 'open' | 'good';
  readonly sign: string;
  readonly text: string;
}

/** Flows of which nobody can tell whether they arrive while nothing has failed. */
function unknownFlows({ resultIn, verification }: Judged): number {
  return verification.flows.filter((flow) => resultIn(NOTHING_FAILED, flow, 'baseline')?.outcome === 'unknown').length;
}

function said(judged: Judged): Said {
  const { findings } = judged.verification;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const accepted = findings.filter(({ acknowledged }) => acknowledged?.severity === 'error').length;
  const unknown = unknownFlows(judged);
  if (errors > 0) return { kind: 'bad', sign: '✘', text: counted(errors, 'error') };
  if (unknown > 0)
    return {
      kind: 'open',
      sign: '▲',
      text: `no error, but whether packets arrive is not known of ${counted(unknown, 'flow')}`,
    };
  if (accepted > 0) return { kind: 'good', sign: '✔', text: `no error but ${accepted} that somebody accepts` };
  if (!judged.declared) return { kind: 'good', sign: '✔', text: 'no error in what the templates show' };
  return { kind: 'good', sign: '✔', text: 'every flow survives what it must' };
}

function line(judged: Judged): Markup {
  const { kind, sign, text } = said(judged);
  const warnings = judged.verification.findings.filter(({ severity }) => severity === 'warning').length;
  const also = warnings > 0 ? `, ${counted(warnings, 'warning')}` : '';
  return html`<p class="verdict ${kind}"><span aria-hidden="true">${sign}</span><span>${text}${also}</span></p>`;
}

/** Losses in failures of one thing, flow by flow. */
function losses(rows: readonly Row[]) {
  const single = rows.filter(({ scenario }) => failureCount(scenario) === 1).flatMap(({ touched }) => touched);
  const lost = (mode: 'baseline' | 'controlled') => single.filter((fate) => fate[mode].outcome !== 'delivered').length;
  const isOpen = single.some((fate) => fate.baseline.outcome === 'unknown' || fate.controlled.outcome === 'unknown');
  return { baseline: lost('baseline'), controlled: lost('controlled'), isOpen };
}

function tile(number: number, noun: string, rest = ''): Markup {
  return html`<li><strong>${number.toLocaleString('en-US')}</strong>${noun}${number === 1 ? '' : 's'}${rest}</li>`;
}

function lossesText(rows: readonly Row[]): Markup {
  const { baseline, controlled, isOpen } = losses(rows);
  const lost = isOpen ? 'lost or not known to arrive' : 'lost';
  return html`<p>When one thing fails (a link, a shared risk or a site), flows are ${lost} ${counted(baseline, 'time')} without the controller,
and ${counted(controlled, 'time')} with it.</p>`;
}

/** `rows` are those that have something to show, of which the page may leave some out. */
export function verdictSection(judged: Judged, rows: readonly Row[]): Markup {
  const { backbone, declared, verification, read } = judged;
  const { findings, flows, scenarios } = verification;
  const of = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const derived = declared
    ? undefined
    : html`<p>No stack describes this backbone: sites, links and flows are what the templates show.</p>`;
  const failed = scenarios.filter((scenario) => !nothingFailed(scenario)).length;
  return html`<section id="verdict">${line(judged)}
<ul class="counts">${tile(of('error'), 'error')}${tile(of('warning'), 'warning')}${tile(backbone.sites.length, 'site')}${tile(backbone.links.length, 'link')}${tile(flows.length, 'flow')}${tile(failed, 'failure', ' tried')}</ul>
${failed === 0 ? undefined : lossesText(rows)}${derived}${openValues(read)}</section>
`;
}
