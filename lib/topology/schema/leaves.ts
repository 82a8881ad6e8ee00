// Pure: the scalar values that only a topology file has.

import * as z from 'zod';
import { told } from '../../net/document/hint';
import { text } from '../../net/document/leaves';
import { parseAddress, parsePrefix } from '../../net/prefix';

/** The largest 4-byte number that may be used (RFC 7300). */
export const LAST_ASN = 4294967294;

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const IPV4_PREFIX = /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/;
export const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/;

/** An AWS resource id such as `vpc-0a1b2c3d4e5f60718`. */
export function awsId(prefix: string, description: string, body = '([0-9a-f]{8}|[0-9a-f]{17})') {
  const example = `${prefix}-0a1b2c3d${body.startsWith('(') ? '4e5f60718' : ''}`;
  return text(new RegExp(`^${prefix}-${body}$`), description, {
    code: 'topology-bad-id',
    what: `an id of the form ${prefix}-…`,
    allowed: `an id of the form ${example}`,
    example,
  });
}

const IPV6_ANSWER = {
  code: 'topology-ipv6',
  problem: 'IPv6 is not supported yet',
  fix: 'use an IPv4 prefix or address',
} as const;

function explainPrefix(got: unknown) {
  if (typeof got !== 'string') return undefined;
  const parsed = parsePrefix(got);
  if (parsed.ok) return parsed.value.family === 6 ? IPV6_ANSWER : undefined;
  if (got.includes(':')) return IPV6_ANSWER;
  const meant = /did you mean (.*)$/.exec(parsed.error)?.[1];
  if (meant === undefined) return undefined;
  const problem = `${got} has bits set beyond its length`;
  return { code: 'topology-host-bits', problem, fix: `write ${meant}` } as const;
}

/** An IPv4 prefix without host bits. */
export function cidr(description: string) {
  const isPrefix = (value: string) => parsePrefix(value).ok;
  return told(z.string().regex(IPV4_PREFIX).refine(isPrefix), description, {
    code: 'topology-bad-prefix',
    what: 'an IPv4 prefix',
    allowed: 'an IPv4 prefix as address/length, with all bits beyond the length zero',
    example: '10.10.0.0/16',
    explain: explainPrefix,
  });
}

function explainAddress(got: unknown) {
  return typeof got === 'string' && got.includes(':') ? IPV6_ANSWER : undefined;
}

export function ipv4(description: string) {
  return told(
    z
      .string()
      .regex(IPV4)
      .refine((value) => parseAddress(value).ok),
    description,
    {
      code: 'topology-bad-address',
      what: 'an IPv4 address',
      allowed: 'an IPv4 address in dotted decimal form',
      example: '10.40.255.4',
      explain: explainAddress,
    },
  );
}

/** An address with the length of its subnet, as BGP peers are written: `169.254.255.1/30`. */
export function interfaceAddress(description: string) {
  const fits = (value: string) => parseAddress(value.split('/')[0] ?? '').ok && Number(value.split('/')[1]) <= 32;
  return told(z.string().regex(IPV4_PREFIX).refine(fits), description, {
    code: 'topology-bad-address',
    what: 'an IPv4 address with its prefix length',
    allowed: 'an IPv4 address and the length of its subnet',
    example: '169.254.255.1/30',
    explain: explainAddress,
  });
}

/** An IP address or a host name. */
export function endpointAddress(description: string) {
  const fits = (value: string) => (IPV4.test(value) ? parseAddress(value).ok : HOST_NAME.test(value));
  const either = new RegExp(`${IPV4.source}|${HOST_NAME.source}`);
  return told(z.string().regex(either).refine(fits), description, {
    code: 'topology-bad-address',
    what: 'an IPv4 address or a host name',
    allowed: 'an IPv4 address, or a fully qualified host name in lower case',
    example: '10.10.1.10',
    explain: explainAddress,
  });
}

export function account(description: string) {
  return text(/^\d{12}$/, description, {
    code: 'topology-bad-account',
    what: 'an AWS account id',
    allowed: 'twelve digits in quotes, because YAML drops leading zeros of numbers',
    example: '"123456789012"',
    explain: (got) => (typeof got === 'number' ? { code: 'topology-bad-account', fix: 'put it in quotes' } : undefined),
  });
}
