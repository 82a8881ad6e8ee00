// Pure: autonomous system numbers.

import { type Draft, type Rule, repeated, sitesOf } from './subject';

/** What a gateway of AWS accepts as its own number. */
export const GATEWAY_RANGES = [
  [64512, 65534],
  [4200000000, 4294967294],
] as const;

/** 23456 stands for any 4-byte number (RFC 6793); AWS keeps the others for itself. */
const UNUSABLE: ReadonlySet<number> = new Set([23456, 7224, 9059, 10124, 17943]);

const gatewayAsn: Rule = (subject) =>
  sitesOf(subject)
    .filter(([, { kind, asn }]) => kind === 'aws' && !GATEWAY_RANGES.some(([low, high]) => low <= asn && asn <= high))
    .map(([name]) =>
      outOfRange(name, 'a transit gateway', GATEWAY_RANGES.map((range) => range.join(' to ')).join(', or ')),
    );

const onPremAsn: Rule = (subject) =>
  sitesOf(subject)
    .filter(([, { kind, asn }]) => kind === 'on-prem' && UNUSABLE.has(asn))
    .map(([name]) => outOfRange(name, 'premises', `1 to 4294967294 without ${[...UNUSABLE].join(', ')}`));

function outOfRange(name: string, user: string, allowed: string): Draft {
  return {
    code: 'topology-asn-range',
    path: ['sites', name, 'asn'],
    problem: `the asn of ${name} cannot be used by ${user}`,
    allowed,
    fix: 'choose a number in the allowed range that no other site has',
  };
}

const uniqueAsns: Rule = (subject) =>
  repeated(sitesOf(subject), ([, { asn }]) => asn).map(({ first, again }) => ({
    code: 'topology-asn-clash',
    path: ['sites', again[0], 'asn'],
    problem: `${again[0]} has the same asn as ${first[0]}`,
    allowed: 'a number that no other site has, because BGP drops routes that carry its own number',
    fix: `give ${again[0]} a number of its own`,
  }));

export const ASN_RULES: readonly Rule[] = [gatewayAsn, onPremAsn, uniqueAsns];
