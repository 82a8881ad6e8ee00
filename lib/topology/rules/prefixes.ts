// Pure: how prefixes lie. Prefix texts have passed the schema, so `prefix()` does not throw here.

import { comparePrefixes, contains, type Prefix, prefix } from '../../net/prefix';
import { defaultAnnouncements } from '../normalize';
import { type Draft, type Path, type Rule, type Subject, sitesOf } from './subject';

/** A prefix with where it stands and what it belongs to. */
interface Placed {
  readonly path: Path;
  readonly prefix: Prefix;
  /** `the VPC core of iad` */
  readonly what: string;
}

function aggregates(subject: Subject): Placed[] {
  return sitesOf(subject).map(([name, { cidr }]) => ({
    path: ['sites', name, 'cidr'],
    prefix: prefix(cidr),
    what: `the aggregate of ${name}`,
  }));
}

/** The specifics that the file lists, by site; an on-prem site that lists none gets fitting ones by construction. */
function specifics(subject: Subject): { site: string; aggregate: Prefix; specifics: Placed[] }[] {
  return sitesOf(subject).map(([site, written]) => ({
    site,
    aggregate: prefix(written.cidr),
    specifics:
      written.kind === 'aws'
        ? Object.entries(written.vpcs).map(([name, vpc]) => ({
            path: ['sites', site, 'vpcs', name, 'cidr'],
            prefix: prefix(vpc.cidr),
            what: `the VPC ${name} of ${site}`,
          }))
        : (written.announces ?? []).map((text, i) => ({
            path: ['sites', site, 'announces', i],
            prefix: prefix(text),
            what: `an announcement of ${site}`,
          })),
  }));
}

/** Loopback, link-local, multicast and reserved addresses, and the network that stands for "this network". */
const UNROUTABLE = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'].map(prefix);

const usable: Rule = (subject) =>
  aggregates(subject).flatMap((aggregate) => {
    const hit = UNROUTABLE.find((bad) => contains(bad, aggregate.prefix) || contains(aggregate.prefix, bad));
    if (hit === undefined || aggregate.prefix.length < SHORTEST_AGGREGATE) return [];
    return [
      {
        code: 'topology-prefix-unusable' as const,
        path: aggregate.path,
        problem: `${aggregate.what} is in ${hit.text}, which cannot be routed`,
        allowed: 'a prefix of unicast addresses, as a rule of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16',
        fix: 'choose the prefix that the site really uses',
      },
    ];
  });

const SHORTEST_AGGREGATE = 8;
const SHORTEST_VPC = 16;
/** Steering prefixes are one bit longer, and probe pins, at /28, longer still. */
const LONGEST_SPECIFIC = 26;

const aggregateLengths: Rule = (subject) =>
  aggregates(subject).flatMap((placed) =>
    wrongLength(placed, SHORTEST_AGGREGATE, LONGEST_SPECIFIC - 1, 'leaves room for specifics of at most /26 inside it'),
  );

const specificLengths: Rule = (subject) =>
  specifics(subject).flatMap((site) =>
    site.specifics.flatMap((placed) => {
      const shortest = placed.path.includes('vpcs') ? SHORTEST_VPC : SHORTEST_AGGREGATE + 1;
      return wrongLength(placed, shortest, LONGEST_SPECIFIC, 'stays shorter than steering prefixes and probe pins');
    }),
  );

function wrongLength(placed: Placed, shortest: number, longest: number, why: string): Draft[] {
  const { length } = placed.prefix;
  if (shortest <= length && length <= longest) return [];
  return [
    {
      code: 'topology-prefix-length',
      path: placed.path,
      problem: `${placed.what} is too ${length < shortest ? 'large' : 'small'}`,
      allowed: `a length from /${shortest} to /${longest}, which ${why}`,
      fix: `choose a ${length < shortest ? 'longer' : 'shorter'} prefix`,
    },
  ];
}

/** Strictly: an aggregate must be shorter than what it covers, so that longest prefix match prefers the specifics. */
const inside: Rule = (subject) =>
  specifics(subject).flatMap(({ site, aggregate, specifics: all }) =>
    all
      .filter((inner) => !contains(aggregate, inner.prefix) || aggregate.length === inner.prefix.length)
      .map((inner) => ({
        code: 'topology-prefix-outside',
        path: inner.path,
        problem: `${inner.what} is not strictly inside the aggregate of its site`,
        allowed: `a longer prefix inside ${aggregate.text}`,
        fix: contains(inner.prefix, aggregate)
          ? `choose a part of it, such as ${defaultAnnouncements(aggregate.text)[0]}, or a shorter cidr for ${site}`
          : `move it into ${aggregate.text}, or choose a cidr for ${site} that covers it`,
      })),
  );

const aggregatesApart: Rule = (subject) => overlapping(aggregates(subject), 'prefixes that no other site uses');

const specificsApart: Rule = (subject) =>
  specifics(subject).flatMap((site) => overlapping(site.specifics, 'prefixes that are disjoint within a site'));

/**
 * In address order a prefix overlaps an earlier one exactly when the last of those that are still open contains it, so
 * that each prefix is reported at most once, against the nearest one around it.
 */
function overlapping(all: readonly Placed[], allowed: string): Draft[] {
  const open: Placed[] = [];
  return [...all]
    .sort((a, b) => comparePrefixes(a.prefix, b.prefix))
    .flatMap((inner) => {
      while (open.length > 0 && !contains((open.at(-1) as Placed).prefix, inner.prefix)) open.pop();
      const outer = open.at(-1);
      open.push(inner);
      return outer === undefined ? [] : [overlap(outer, inner, allowed)];
    });
}

function overlap(outer: Placed, inner: Placed, allowed: string): Draft {
  return {
    code: 'topology-prefix-overlap',
    path: inner.path,
    problem: `${inner.what} overlaps ${outer.what}, ${outer.prefix.text}`,
    allowed,
    fix: 'choose another prefix for one of them',
  };
}

export const PREFIX_RULES: readonly Rule[] = [
  usable,
  aggregateLengths,
  specificLengths,
  inside,
  aggregatesApart,
  specificsApart,
];
