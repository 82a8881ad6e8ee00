// Pure: what an order is about to do, and what came of it, for whoever gave it.

import type { Order } from '../../../controller/database';
import type { WrittenOrder } from '../../../controller/operator/write-orders';
import { printable } from '../../../net/printable';
import { effectsText, orderChangeLines } from '../../../report/live/effects';
import type { Palette } from '../../../report/palette';
import type { ForcedNames, NameOutcome } from './forced-names';
import type { Planned } from './planned';

function namesLines(names: ForcedNames | undefined, colors: Palette): readonly string[] {
  if (!names || names.views.length === 0) return [];
  const { what, site, views } = names;
  const verb = what === 'force' ? 'force' : 'let go';
  const where = views.map(({ view, ids }) => `${view} (${ids.length})`).join(', ');
  const lines = [`${colors.bold(verb)}  health checks that follow ${site}, in the views of ${where}`];
  if (what === 'release') return lines.map(printable);
  return [...lines, `remember  they stay forced when the order ends by itself: detour return ${site} lets them go`];
}

/** Sections with an empty line between them. */
export function plannedText({ change, effects, names, seen }: Planned, colors: Palette): string {
  const head = [...orderChangeLines(change, seen.nowMs, colors), ...namesLines(names, colors)].join('\n');
  const rest = effectsText(effects, colors);
  return rest === '' ? head : `${head}\n\n${rest}`;
}

/** There is no order to end, and none is needed. */
export function nothingText({ asked: { command, about }, seen }: Planned): string {
  if (command === 'unfreeze') return `no freeze of ${about ?? 'the whole backbone'} stands, so there is nothing to do`;
  if (command === 'return') return `${about} is not evacuated, so there is nothing to do`;
  const state = seen.states.find(({ link }) => link === about);
  const how = state ? `; it is ${state.standing}, ${state.code}: ${state.because}` : '';
  return printable(`nobody wants ${about} empty, so there is nothing to do${how}`);
}

/** What did not succeed on the way is said elsewhere. */
export function writtenLines(
  written: readonly WrittenOrder[],
  placed: readonly Order[],
  colors: Palette,
): readonly string[] {
  return written.flatMap((one): readonly string[] => {
    if (one.kind === 'failed') return [];
    const did = placed.some(({ id }) => id === one.id) ? 'written' : 'ended';
    return [`${colors.green('✔')} ${printable(`${one.id}: ${did} at ${one.site}, and read back`)}`];
  });
}

export function failedTries(written: readonly WrittenOrder[]): readonly string[] {
  return written.flatMap(({ id, failed }) =>
    failed.map(({ site, why }) => printable(`${site}: ${id} could not be written there: ${why}`)),
  );
}

export function nameOutcomeLines(outcomes: readonly NameOutcome[], what: ForcedNames['what'], colors: Palette) {
  const done = what === 'force' ? 'forced' : 'let go';
  return outcomes.map((one) => {
    const about = `health check ${one.id}, view of ${one.view}`;
    if (one.kind === 'done') return `${colors.green('✔')} ${printable(`${done}: ${about}`)}`;
    return `${colors.red('✘')} ${printable(`not ${done}: ${about}: ${one.why}`)}`;
  });
}

/** What to do where some could not be changed. */
export function namesAdvice({ what, site }: ForcedNames): string {
  return what === 'force'
    ? `names move by the order all the same, some minutes later; give detour evacuate ${site} --now again to try these again`
    : `names of the views that are named stay away from ${site} until these are let go; give detour return ${site} again`;
}
