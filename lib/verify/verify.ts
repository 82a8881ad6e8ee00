// Pure: assembly -> facts -> network -> results -> checks -> findings.

import type { Backbone, FlowRequirement } from '../routing/backbone';
import type { Network } from '../routing/network';
import type { Scenario } from '../routing/scenario';
import { type Acknowledgement, acknowledge } from './acknowledgements';
import type { Assembly } from './assembly';
import { runChecks } from './checks/run';
import { deriveBackbone } from './derived-backbone';
import { expanded } from './expand/expand';
import type { Facts } from './facts/facts';
import { readFacts } from './facts/read';
import { type Finding, sortFindings } from './findings';
import { labelsOf } from './labels';
import { acceptedIn, existingIn, mergeMetadata } from './metadata';
import { buildNetwork } from './network/build';
import type { Clouds } from './network/gateway-tables';
import { placesOf } from './places';
import { carriedIn, eachOnce } from './read-acknowledgements';
import { type FlowResult, resultsOf } from './results';
import { scenariosOf } from './scenarios';

/** What an assembly builds. `declared` is false when the backbone is only what the network shows. */
export interface Understanding {
  readonly facts: Facts;
  readonly network: Network;
  /** To be laid over the network again when routes are added to it. */
  readonly clouds: Clouds;
  readonly backbone: Backbone;
  readonly declared: boolean;
  readonly findings: readonly Finding[];
  readonly acknowledgements: readonly Acknowledgement[];
}

export interface Verification {
  readonly flows: readonly FlowRequirement[];
  readonly scenarios: readonly Scenario[];
  readonly results: readonly FlowResult[];
  readonly findings: readonly Finding[];
  /** What people call the things whose ids stand in hops and messages. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Total: a template that says nothing sensible gives findings. */
export function understand(given: Assembly): Understanding {
  const assembly = expanded(given);
  const facts = readFacts(assembly, existingIn(assembly));
  const { backbone, findings } = mergeMetadata(assembly);
  const built = buildNetwork(facts, backbone);
  const described = backbone ?? deriveBackbone(built.network);
  const acknowledgements = eachOnce([...carriedIn(assembly), ...acceptedIn(assembly)]);
  return { facts, ...built, backbone: described, declared: backbone !== undefined, findings, acknowledgements };
}

/** Fails every link in what an assembly builds; what else is failed, and what `deep` adds, says `scenariosOf`. */
export function verify(understood: Understanding, options: { readonly deep?: boolean } = {}): Verification {
  const { network, backbone } = understood;
  const templateLinks = network.links.map((link) => link.name);
  const scenarios = scenariosOf(backbone, templateLinks, options);
  const results = resultsOf(understood, scenarios);
  const found = runChecks({ ...understood, results });
  const all = [...understood.findings, ...found];
  const findings = sortFindings(acknowledge(all, understood.acknowledgements, placesOf(understood)));
  return { flows: backbone.flows, scenarios, results, findings, labels: labelsOf(understood) };
}
