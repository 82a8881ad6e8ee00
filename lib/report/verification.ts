// Pure: a verification as text for a terminal: the survival table, what was found, and the verdict.

import { failureCount, nothingFailed, scenarioName } from '../routing/scenario';
import type { Finding } from '../verify/findings';
import type { FlowResult } from '../verify/results';
import type { Verification } from '../verify/verify';
import { acknowledgedLines } from './acknowledged';
import { findingGroups, hopLines } from './findings';
import type { Palette } from './palette';
import { shownResults, survivalTable } from './survival';

function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

function withSeverity(findings: readonly Finding[], severity: Finding['severity']): readonly Finding[] {
  return findings.filter((finding) => finding.severity === severity);
}

/** Nobody described the backbone, and so nobody said what flows must survive. */
function isInferred({ findings }: Verification): boolean {
  return findings.some(({ code }) => code === 'verify-no-metadata');
}

/** How many inferred flows arrive: those that do not may be kept apart. */
function arrivals({ results }: Verification): readonly string[] {
  const whole = results.filter(({ mode, scenario }) => mode === 'baseline' && nothingFailed(scenario));
  const having = (outcome: FlowResult['outcome']) => whole.filter((result) => result.outcome === outcome).length;
  const [arriving, unknown] = [having('delivered'), having('unknown')];
  const not = whole.length - arriving - unknown;
  const parts = [
    `${arriving} of ${count(whole.length, 'flow')} arrive with nothing failed`,
    ...(not > 0 ? [`${not} do not`] : []),
    ...(unknown > 0 ? [`of ${unknown} it is not known`] : []),
  ];
  return whole.length === 0 ? [] : [parts.join(', ')];
}

/** Losses after a failure, which the table shows and nobody has to mend, as counts. */
function remarks(verification: Verification): readonly string[] {
  if (isInferred(verification)) return arrivals(verification);
  const { findings, flows, results } = verification;
  const isShown = shownResults({ flows });
  const lost = results.filter(({ outcome }) => outcome !== 'delivered');
  const shown = (mode: FlowResult['mode']) => lost.filter((r) => r.mode === mode && isShown(r)).length;
  const ofPairs = lost.filter((result) => result.mode === 'controlled' && !isShown(result)).length;
  const accepted = withSeverity(findings, 'info').filter(
    ({ code, scenario }) => code === 'verify-loss-accepted' && scenario && failureCount(scenario) < 2,
  );
  return [
    ...(shown('baseline') > 0
      ? [`${count(shown('baseline'), 'loss', 'losses')} in baseline, ${shown('controlled')} when controlled`]
      : []),
    ...(accepted.length > 0 ? [`${count(accepted.length, 'loss', 'losses')} that flows need not survive`] : []),
    ...(ofPairs > 0
      ? [`${count(ofPairs, 'loss', 'losses')} after two failures at once, which flows need not survive`]
      : []),
  ];
}

function verdict(verification: Verification, colors: Palette): string {
  const { findings, flows, scenarios } = verification;
  const errors = withSeverity(findings, 'error').length;
  const warnings = withSeverity(findings, 'warning').length;
  const also = warnings > 0 ? `, ${count(warnings, 'warning')}` : '';
  const scale = `${count(flows.length, 'flow')}, ${count(scenarios.length, 'scenario')}`;
  const accepted = findings.filter(({ acknowledged }) => acknowledged?.severity === 'error').length;
  if (errors > 0) return colors.red(`✘ ${count(errors, 'error')}${also} (${scale})`);
  if (accepted > 0) return colors.green(`✔ no error but ${accepted} that somebody accepts (${scale}${also})`);
  if (isInferred(verification)) return colors.green(`✔ no error in what the templates show (${scale}${also})`);
  return colors.green(`✔ every flow survives what it must (${scale}${also})`);
}

function sameJourney(a: FlowResult, b: FlowResult): boolean {
  return a.hops === b.hops || JSON.stringify(a.hops) === JSON.stringify(b.hops);
}

/** Every hop of a flow in a scenario; both modes at once where they do the same. */
function traced({ results, labels }: Verification, colors: Palette): readonly string[] {
  return results.flatMap((result, i) => {
    const { flow, mode, scenario, outcome, hops } = result;
    const [before, after] = [results[i - 1], results[i + 1]];
    if (mode === 'controlled' && before && sameJourney(result, before)) return [];
    const both = mode === 'baseline' && after && sameJourney(result, after);
    const title = `${flow.from} → ${flow.to}, ${scenarioName(scenario)}, ${both ? 'both modes' : mode}: ${outcome}`;
    return [colors.bold(title), ...hopLines(hops, labels).map((line) => `  ${line}`)];
  });
}

/** The whole report. With `trace` every hop of every flow is printed, too. */
export function verificationText(
  verification: Verification,
  colors: Palette,
  { trace = false }: { readonly trace?: boolean } = {},
): string {
  const told = verification.findings.filter(({ severity }) => severity !== 'info');
  const hops = trace ? [...traced(verification, colors), ''] : [];
  const found = findingGroups(told, { labels: verification.labels, colors, trace });
  return [
    ...hops,
    survivalTable(verification, colors),
    '',
    ...found,
    ...acknowledgedLines(verification.findings, { labels: verification.labels, colors }),
    ...remarks(verification),
    verdict(verification, colors),
  ].join('\n');
}
