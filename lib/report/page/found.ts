// Pure: what was found, the worst first. Findings of one code that one fix mends stand together; information is folded.

import { VERIFY_CODES } from '../../net/codes/verify';
import { labelled } from '../../net/labelled';
import { nothingFailed, scenarioName } from '../../routing/scenario';
import type { Finding } from '../../verify/findings';
import type { Book } from './book';
import { hopTable } from './hop-table';
import { type Content, html, type Markup } from './html';
import type { Judged } from './judged';
import { counted } from './wording';

/** More of one group are counted. */
const MOST_IN_GROUP = { error: 50, warning: 25, info: 10 } as const;

type Severity = Finding['severity'];

const SIGNS: Readonly<Record<Severity, string>> = { error: '✘ error', warning: '▲ warning', info: 'ℹ information' };

function badge(severity: Severity): Markup {
  return html`<span class="badge ${severity}">${SIGNS[severity]}</span>`;
}

interface Printing {
  readonly judged: Judged;
  readonly book: Book;
}

function traceOf({ book }: Printing, { trace, scenario, flow }: Finding): Content {
  if (!trace || trace.hops.length === 0) return undefined;
  const number = book.trace(trace);
  const numbers = scenario && flow ? [book.scenario(scenario), book.flow(flow), '-', number].join(' ') : undefined;
  const show =
    numbers === undefined
      ? undefined
      : html`<button type="button" class="show" data-c="${numbers}" hidden>show in the picture</button>`;
  return html`<details class="trace"><summary>trace: ${counted(trace.hops.length, 'hop')}, ${trace.outcome}</summary>${hopTable(book.data(), number)}</details>${show}`;
}

function acceptance({ acknowledged }: Finding): Content {
  if (!acknowledged) return undefined;
  const { severity, reason, at, cause, id } = acknowledged;
  const together = cause === undefined ? undefined : html` with <code>${id}</code>`;
  const where = at === undefined ? 'the topology file' : at === '' ? 'the app' : at;
  return html`<br><span class="soft">accepted${together} in ${where}, else of severity ${severity}: ${reason}</span>`;
}

function item(printing: Printing, finding: Finding): Markup {
  const { labels } = printing.judged.verification;
  const { message, scenario, source } = finding;
  const text = labelled(message, labels);
  const name = scenario === undefined ? undefined : scenarioName(scenario);
  const when =
    scenario === undefined || nothingFailed(scenario) || (name !== undefined && text.includes(name))
      ? undefined
      : html`<br><span class="soft">when ${name}</span>`;
  const place = source === undefined ? undefined : html`<br><span class="soft">at <code>${source}</code></span>`;
  return html`<li>${text}${when}${place}${acceptance(finding)}${traceOf(printing, finding)}</li>
`;
}

function group(printing: Printing, findings: readonly Finding[]): Content {
  const [first] = findings;
  if (!first) return undefined;
  const { code, severity, fix } = first;
  const shown = findings.slice(0, MOST_IN_GROUP[severity]);
  const rest = findings.length - shown.length;
  const more =
    rest === 0
      ? undefined
      : html`<p class="soft">and ${counted(rest, 'more')}: <code>detour verify --json</code> prints all</p>`;
  return html`<div class="group ${severity}"><h3>${badge(severity)} ${VERIFY_CODES[code].meaning}</h3>
<p class="soft"><code>${code}</code>, ${counted(findings.length, 'finding')}</p>
<ol>${shown.map((one) => item(printing, one))}</ol>${more}
<p class="fix"><strong>Fix:</strong> ${labelled(fix, printing.judged.verification.labels)}</p></div>
`;
}

/** In their order, those of one code and fix together. */
function groups(printing: Printing, findings: readonly Finding[]): Content {
  const byFix = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.code, finding.fix]);
    const own = byFix.get(key) ?? [];
    own.push(finding);
    byFix.set(key, own);
  }
  return [...byFix.values()].map((own) => group(printing, own));
}

/** A part that is closed until somebody asks for it; nothing when it is empty. */
function folded(printing: Printing, title: string, findings: readonly Finding[]): Content {
  if (findings.length === 0) return undefined;
  return html`<details class="folded"><summary>${title}</summary>
${groups(printing, findings)}</details>
`;
}

export function foundSection(printing: Printing): Markup {
  const { findings } = printing.judged.verification;
  const told = findings.filter(({ severity }) => severity !== 'info');
  const accepted = findings.filter(({ acknowledged }) => acknowledged !== undefined);
  const rest = findings.filter(({ severity, acknowledged }) => severity === 'info' && acknowledged === undefined);
  const nothing = html`<p>Nothing to mend: no error and no warning.</p>`;
  return html`<section id="findings"><h2>Findings</h2>
${told.length === 0 ? nothing : groups(printing, told)}
${folded(printing, `${counted(accepted.length, 'finding')} that somebody accepted, and why`, accepted)}${folded(
  printing,
  `${counted(rest.length, 'piece of information', 'pieces of information')}, which nobody has to mend`,
  rest,
)}</section>
`;
}
