// Pure: what each site's controller would do now, as lines of text.
//
//   iad  would change
//          transit: pdx over iad-cmh instead of over iad-pdx (override to iad-cmh)
//        is kept by guards from
//          spokes: pdx over iad-cmh instead of over iad-pdx (override to iad-cmh)
//            held-order: cmh has not read yet that iad wants it

import type { SitePlan } from '../../controller/operator/dry-run';
import { printable } from '../../net/printable';
import type { Palette } from '../palette';
import { changeText } from './changes';

function heldLines({ held }: SitePlan, colors: Palette): readonly string[] {
  return held.flatMap(({ change, code, because }) => [
    `    ${printable(changeText(change))}`,
    `      ${colors.yellow(code)}: ${printable(because)}`,
  ]);
}

function admissionLines({ admit, dismiss, waiting }: SitePlan): readonly string[] {
  return [
    ...admit.map((link) => `  would let the drain of ${link} begin`),
    ...dismiss.map((link) => `  would end the drain of ${link}: nobody wants it empty any more`),
    ...(waiting ? [`  lets the drain of ${waiting.link} wait: ${waiting.because}`] : []),
  ].map(printable);
}

function planLines(plan: SitePlan, colors: Palette): readonly string[] {
  const allowed = plan.allowed.map((change) => `    ${printable(changeText(change))}`);
  const held = heldLines(plan, colors);
  const lines = [
    ...(allowed.length === 0 ? [] : ['  would change', ...allowed]),
    ...(held.length === 0 ? [] : ['  is kept by guards from', ...held]),
    ...admissionLines(plan),
  ];
  return [colors.bold(plan.site), ...(lines.length === 0 ? [colors.dim('  would change nothing')] : lines)];
}

export function plansText(plans: readonly SitePlan[], colors: Palette): string {
  return plans.flatMap((plan) => planLines(plan, colors)).join('\n');
}
