// Pure: runs all rules. None of them relies on another, and what they find is put in the order of the file later.

import type { Draft } from '../net/document/draft';
import { ACCEPT_RULES } from './rules/accept';
import { ASN_RULES } from './rules/asns';
import { CONTROLLER_RULES } from './rules/controller';
import { COST_RULES } from './rules/costs';
import { DIRECT_CONNECT_RULES } from './rules/direct-connect';
import { FLOW_RULES } from './rules/flows';
import { LIMIT_RULES } from './rules/limits';
import { LINK_RULES } from './rules/links';
import { MAINTENANCE_RULES } from './rules/maintenance';
import { NAME_RULES } from './rules/names';
import { OPERATIONS_RULES } from './rules/operations';
import { POLICY_RULES } from './rules/policy';
import { PREFIX_RULES } from './rules/prefixes';
import { PROBE_SUBNET_RULES } from './rules/probe-subnets';
import { PROBE_RULES } from './rules/probes';
import { REFERENCE_RULES } from './rules/references';
import { SERVICE_RULES } from './rules/services';
import { SITE_RULES } from './rules/sites';
import type { Rule, Subject } from './rules/subject';
import { VPC_RULES } from './rules/vpcs';
import { VPN_RULES } from './rules/vpn';

const RULES: readonly Rule[] = [
  ...NAME_RULES,
  ...REFERENCE_RULES,
  ...SITE_RULES,
  ...ASN_RULES,
  ...PREFIX_RULES,
  ...VPC_RULES,
  ...CONTROLLER_RULES,
  ...LINK_RULES,
  ...DIRECT_CONNECT_RULES,
  ...VPN_RULES,
  ...PROBE_SUBNET_RULES,
  ...PROBE_RULES,
  ...COST_RULES,
  ...FLOW_RULES,
  ...ACCEPT_RULES,
  ...SERVICE_RULES,
  ...POLICY_RULES,
  ...MAINTENANCE_RULES,
  ...OPERATIONS_RULES,
  ...LIMIT_RULES,
];

export function check(subject: Subject): readonly Draft[] {
  return RULES.flatMap((rule) => rule(subject));
}
