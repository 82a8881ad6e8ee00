// Pure: what a page is made from: a backbone, what was found in it, and how to ask for the rest.

import type { Backbone, Flow, FlowRequirement } from '../../routing/backbone';
import type { Scenario } from '../../routing/scenario';
import type { FlowResult } from '../../verify/results';
import type { ReadSummary } from '../../verify/templates/summary';
import type { Verification } from '../../verify/verify';

type Mode = FlowResult['mode'];

export interface Judged {
  readonly backbone: Backbone;
  /** False: the backbone is only what the templates show, since no stack describes it. */
  readonly declared: boolean;
  readonly verification: Verification;
  /** What the templates are and leave open. */
  readonly read: ReadSummary;
  /** How a flow fares in a scenario, listed or not; undefined where it is not judged. */
  readonly resultIn: (scenario: Scenario, flow: Flow, mode: Mode) => FlowResult | undefined;
  readonly mustSurvive: (flow: FlowRequirement, scenario: Scenario) => boolean;
  /** Names of the links that fail in a scenario, those of shared risks and of lost sites included. */
  readonly failedLinks: (scenario: Scenario) => readonly string[];
}
