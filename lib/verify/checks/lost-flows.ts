// Pure: flows that are not delivered, and what that means.
//
//   outcome    scenario         mode         finding
//   loop       any              any          verify-loop
//   other      nothing failed   any          by its outcome: verify-no-path, verify-blackhole, verify-dead-link,
//   other      must survive     controlled     verify-flow-unknown
//   other      need not         controlled   verify-loss-accepted
//   other      any failure      baseline     verify-baseline-loses-flow
//
// Each flow, mode and finding is told with the smallest scenario that shows it. Larger ones that contain it and end alike
// are counted, as far as they are listed: two failures that do no more than one of them are not. Information is given
// where nothing smaller loses the flow in any way, and of two failures once for all.

import { nothingFailed, scenarioName } from '../../routing/scenario';
import type { Outcome } from '../../routing/trace';
import { counted } from '../counted';
import { type Finding, finding, severityOf, type VerifyCode } from '../findings';
import { fixOfLoss, placeOfLoss } from '../fixes/loss-fix';
import type { FlowResult } from '../results';
import { containment } from '../scenario-order';
import { failedAlone, requiredIn } from '../scenarios';
import type { Check, Judged } from './check';

type Lost = FlowResult & { readonly outcome: Exclude<Outcome, 'delivered'> };

const CODES = {
  unknown: 'verify-flow-unknown',
  'dead-link': 'verify-dead-link',
  'no-path': 'verify-no-path',
  blackhole: 'verify-blackhole',
  loop: 'verify-loop',
} as const satisfies Record<Lost['outcome'], VerifyCode>;

function isLost(result: FlowResult): result is Lost {
  return result.outcome !== 'delivered';
}

function codeOf({ outcome, scenario, mode }: Lost, required: boolean): VerifyCode {
  if (outcome === 'loop' || nothingFailed(scenario)) return CODES[outcome];
  if (mode === 'baseline') return 'verify-baseline-loses-flow';
  return required ? CODES[outcome] : 'verify-loss-accepted';
}

interface Loss {
  readonly result: Lost;
  readonly code: VerifyCode;
}

/** A loss that is told, with how often it is seen again. */
interface Told extends Loss {
  larger: number;
  /** Of information after two failures: other two that do the same. */
  alike: number;
}

function lossesIn({ backbone, results }: Judged): readonly Loss[] {
  const isRequired = requiredIn(backbone);
  return results
    .filter(isLost)
    .map((result) => ({ result, code: codeOf(result, isRequired(result.flow, result.scenario)) }));
}

function isInfo({ code }: Loss): boolean {
  return severityOf(code) === 'info';
}

/** Both modes fail alike when the controller has nothing to steer with: then the baseline's finding says it all. */
function repeats(told: Told, { result }: Loss): boolean {
  return nothingFailed(result.scenario) && told.result.outcome === result.outcome;
}

function isAlike(told: Told, loss: Loss): boolean {
  const isOfTwo = ({ result }: Loss) => failedAlone(result.scenario).length > 0;
  const { risks } = loss.result.scenario;
  return isOfTwo(told) && isOfTwo(loss) && told.result.scenario.risks.length === risks.length;
}

/** The losses of one flow, from the smallest scenarios to the largest. */
function toldOfFlow(losses: readonly Loss[], contains: ReturnType<typeof containment>): readonly Told[] {
  const told: Told[] = [];
  const inMode = { baseline: [] as Told[], controlled: [] as Told[] };
  for (const loss of losses) {
    const { mode, scenario, outcome } = loss.result;
    const before = inMode[mode];
    const within = before.filter((each) => contains(scenario, each.result.scenario));
    const smaller = within.find((each) => each.code === loss.code) ?? (isInfo(loss) ? within[0] : undefined);
    const same = isInfo(loss) ? before.find((each) => each.code === loss.code && isAlike(each, loss)) : undefined;
    const repeated = inMode.baseline.find((each) => repeats(each, loss));
    if (smaller) smaller.larger += smaller.result.outcome === outcome ? 1 : 0;
    else if (same) same.alike += 1;
    else if (repeated) before.push(repeated);
    else {
      const fresh = { ...loss, larger: 0, alike: 0 };
      before.push(fresh);
      told.push(fresh);
    }
  }
  return told;
}

function toldOf(judged: Judged): readonly Told[] {
  const contains = containment(judged.backbone);
  const byFlow = new Map<string, Loss[]>();
  for (const loss of lossesIn(judged)) {
    const flow = `${loss.result.flow.from} ${loss.result.flow.to}`;
    const losses = byFlow.get(flow) ?? [];
    byFlow.set(flow, losses);
    losses.push(loss);
  }
  return [...byFlow.values()].flatMap((losses) => toldOfFlow(losses, contains));
}

/** What the message says of the scenarios in which the same is seen. */
function seenAgain({ larger, alike, result }: Told): string {
  const what = result.scenario.risks.length === 0 ? 'links' : 'a shared risk and a link';
  const pairs = counted('with ', alike, 'more pair', ` of ${what}`);
  const scenarios = counted('in ', larger, 'larger scenario');
  const again = [pairs, scenarios].filter((text) => text !== '').join(' and ');
  return again && `; and so ${again}`;
}

const WHILE_CONTROLLED = 'none while the controller runs: it steers the flow to other links';

function foundFrom(judged: Judged, told: Told): Finding {
  const { scenario, flow, mode, outcome, path, hops } = told.result;
  const over = path.length === 0 ? '' : ` after ${path.join(' › ')}`;
  const when = `${flow.from} to ${flow.to}, ${scenarioName(scenario)}, ${mode}`;
  const source = placeOfLoss(judged, told.result);
  return finding(told.code, {
    message: `${when}: ${outcome}${over}: ${hops.at(-1)?.said}${seenAgain(told)}`,
    fix: told.code === 'verify-baseline-loses-flow' ? WHILE_CONTROLLED : fixOfLoss(judged, told.result),
    scenario,
    flow,
    trace: { outcome, path, hops },
    ...(told.larger === 0 ? {} : { larger: told.larger }),
    ...(source === undefined ? {} : { source }),
  });
}

/** Of flows that nobody described, nobody said what they must survive: `inferred/` judges them. */
export const lostFlows: Check = (judged) =>
  judged.declared ? toldOf(judged).map((told) => foundFrom(judged, told)) : [];
