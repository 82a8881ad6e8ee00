// Pure: written -> normalized: every default filled in, every list sorted, so that the order of the file does not matter.

import { durationMs } from '../net/document/duration';
import { comparePrefixes, halves, prefix, width } from '../net/prefix';
import { allFlows, type FlowRequirement } from '../routing/backbone';
import type { Policy } from '../routing/policy';
import { acceptedFindings } from './accepted';
import { backboneSite } from './backbone';
import { DEFAULTS } from './defaults';
import { normalizeLink } from './normalize-link';
import { defined } from './tidy';
import type { Maintenance, Service, ServiceEndpoint, Site, Topology, Vpc } from './topology';
import type { Written, WrittenSite } from './written';

type WrittenVpc = Extract<WrittenSite, { kind: 'aws' }>['vpcs'][string];

/** Code-unit order: the same on every machine, whatever its locale. */
function byName<T>(entries: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

export function normalize(written: Written): Topology {
  const sites = byName(written.sites).map(([name, site]) => normalizeSite(name, site));
  return {
    version: 1,
    name: written.name,
    prefix: written.prefix ?? written.name,
    sites,
    links: byName(written.links).map(([name, link]) => normalizeLink(name, link)),
    flows: allFlows(sites.map(backboneSite), (written.flows ?? []).flatMap(refinements)),
    ...(written.accept?.length ? { accepted: acceptedFindings(written.accept) } : {}),
    services: byName(written.services ?? {}).map(([name, service]) => normalizeService(name, service)),
    policy: normalizePolicy(written.policy ?? {}, firstAwsSite(written)),
    notify: normalizeNotify(written.notify ?? {}),
    maintenance: normalizeMaintenance(written.maintenance ?? {}),
    ...(written.operations ? { approval: normalizeOperations(written.operations) } : {}),
    shareWith: [...new Set(written.shareWith)].sort(),
  };
}

/** A chat without a channel is none. */
function normalizeNotify({ email, chat = {} }: NonNullable<Written['notify']>): Topology['notify'] {
  const { slack, teams } = chat;
  return defined({ email, chat: slack || teams ? defined({ slack, teams }) : undefined });
}

function firstAwsSite(written: Written): string {
  return Object.entries(written.sites).find(([, site]) => site.kind === 'aws')?.[0] ?? '';
}

function sortedPrefixes(texts: readonly string[]): string[] {
  return texts
    .map(prefix)
    .sort(comparePrefixes)
    .map(({ text }) => text);
}

/** The specifics of an on-prem site that does not list any. A rule refuses aggregates too long to be halved usefully. */
export function defaultAnnouncements(cidr: string): string[] {
  const aggregate = prefix(cidr);
  return aggregate.length < width(aggregate.family) ? halves(aggregate).map(({ text }) => text) : [cidr];
}

function normalizeSite(name: string, site: WrittenSite): Site {
  if (site.kind === 'on-prem') {
    const announces = site.announces === undefined ? defaultAnnouncements(site.cidr) : sortedPrefixes(site.announces);
    const stateful = site.stateful === true ? { stateful: true as const } : {};
    return { kind: site.kind, name, asn: site.asn, cidr: site.cidr, announces, ...stateful };
  }
  return {
    kind: site.kind,
    name,
    region: site.region,
    asn: site.asn,
    cidr: site.cidr,
    vpcs: byName(site.vpcs).map(([vpcName, vpc]) => normalizeVpc(vpcName, vpc)),
    ...defined({
      account: site.account,
      transitGatewayId: site.transitGatewayId,
      probeCidr: site.probeCidr,
      controller: site.controller,
    }),
  };
}

function normalizeVpc(name: string, vpc: WrittenVpc): Vpc {
  const base = { name, cidr: vpc.cidr, azs: vpc.azs ?? DEFAULTS.azs };
  if (vpc.vpcId === undefined) return base;
  const { vpcId, subnetIds = [], routeTableIds = [] } = vpc;
  return { ...base, existing: { vpcId, subnetIds, routeTableIds } };
}

function refinements(flow: NonNullable<Written['flows']>[number]): FlowRequirement[] {
  const [a, b] = flow.between;
  const links = flow.survive.links ?? DEFAULTS.survive.links;
  const sites = flow.survive.sites ?? DEFAULTS.survive.sites;
  const survive = {
    links,
    risks: flow.survive.risks ?? (links === 0 ? 0 : DEFAULTS.survive.risks),
    ...(sites > 0 ? { sites } : {}),
  };
  return [
    { from: a, to: b, survive },
    { from: b, to: a, survive },
  ];
}

function normalizeService(name: string, service: NonNullable<Written['services']>[string]): Service {
  const { zone, primary, secondary, tertiary, ttl = DEFAULTS.ttl } = service;
  return {
    name,
    zone,
    primary: normalizeEndpoint(primary),
    secondary: normalizeEndpoint(secondary),
    ttl,
    ...(tertiary ? { tertiary: normalizeEndpoint(tertiary) } : {}),
  };
}

type WrittenEndpoint = NonNullable<Written['services']>[string]['primary'];

function normalizeEndpoint({ site, address, alarm }: WrittenEndpoint): ServiceEndpoint {
  return { site, address, ...defined({ alarm }) };
}

function normalizeMaintenance(maintenance: NonNullable<Written['maintenance']>): Maintenance {
  const { mail, dropped = DEFAULTS.dropped, providers = {} } = maintenance;
  return {
    dropped,
    providers: byName(providers).map(([name, { senders, announcesAs = [name] }]) => ({ name, senders, announcesAs })),
    ...(mail ? { mail: { recipient: mail.recipient, ...defined({ ruleSet: mail.ruleSet }) } } : {}),
  };
}

function normalizeOperations({ approvers, approvals = DEFAULTS.approvals }: NonNullable<Written['operations']>) {
  return { approvers: [...new Set(approvers)].sort(), approvals };
}

function normalizePolicy(policy: NonNullable<Written['policy']>, firstSite: string): Policy {
  const probe = policy.probe ?? {};
  return {
    admission: policy.admission ?? firstSite,
    maintenance: { leadMs: durationMs(policy.maintenance?.lead ?? DEFAULTS.lead) },
    probe: {
      intervalMs: durationMs(probe.interval ?? DEFAULTS.interval),
      timeoutMs: durationMs(probe.timeout ?? DEFAULTS.timeout),
      fall: probe.fall ?? DEFAULTS.fall,
      rise: probe.rise ?? DEFAULTS.rise,
      lossThreshold: probe.loss ?? DEFAULTS.loss,
    },
    holdDownMs: durationMs(policy.holdDown ?? DEFAULTS.holdDown),
    maxConcurrentDrains: policy.maxConcurrentDrains ?? DEFAULTS.maxConcurrentDrains,
    massWithdrawal: { ...DEFAULTS.massWithdrawal, ...defined(policy.massWithdrawal ?? {}) },
    greyDx: policy.greyDx ?? DEFAULTS.greyDx,
  };
}
