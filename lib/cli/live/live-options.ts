// Pure: how each AWS site is reached, by the options that all commands about a running backbone have. All that is wrong
// with them is said at once.
//
//   option                      may be given                  is for
//   --profile PROFILE           once                          every site that no other --profile names
//   --profile SITE=PROFILE      once for each site            that site
//   --region SITE=REGION        once for each site            that site, in the place of the topology's region
//   --endpoint URL              once                          every service that no other --endpoint names
//   --endpoint SERVICE=URL      once for each service         that service

import { OPERATOR_SERVICES, type OperatorService, type Reach } from '../../controller/operator/reach';
import { didYouMean } from '../../net/document/did-you-mean';
import { printable } from '../../net/printable';
import { err, ok, type Result } from '../../net/result';
import type { Topology } from '../../topology/topology';

export interface LiveOptions {
  readonly topology: string;
  readonly profile?: readonly string[];
  readonly region?: readonly string[];
  readonly endpoint?: readonly string[];
  readonly json?: boolean;
}

/** By AWS site, in the topology's order. */
export type Reaches = ReadonlyMap<string, Reach>;

const REGION = /^[a-z]{2}(-[a-z]+)+-\d+$/;

interface Given {
  readonly option: string;
  readonly text: string;
  /** What it is for; absent: for all. */
  readonly key?: string;
  readonly value: string;
}

/** `isKey` tells a name from a value that has an equals sign in it. */
function given(option: string, texts: readonly string[] = [], isKey: (text: string) => boolean = () => true) {
  return texts.map((text): Given => {
    const at = text.indexOf('=');
    const key = text.slice(0, at);
    return at < 0 || !isKey(key) ? { option, text, value: text } : { option, text, key, value: text.slice(at + 1) };
  });
}

function shown({ option, text }: Given): string {
  return `${option} ${printable(text)}`;
}

function unknown(one: Given, what: string, allowed: readonly string[]): string | undefined {
  if (one.key === undefined || allowed.includes(one.key)) return undefined;
  const meant = didYouMean(one.key, allowed);
  const hint = meant === undefined ? '' : `did you mean ${meant}? `;
  return `${shown(one)}: ${printable(one.key)} is no ${what}; ${hint}allowed: ${allowed.join(', ')}`;
}

function repeated(one: Given, i: number, all: readonly Given[]): string | undefined {
  if (all.findIndex(({ key }) => key === one.key) === i) return undefined;
  return `${shown(one)}: it was given for ${one.key === undefined ? 'all' : printable(one.key)} before; give it once`;
}

function isUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (url?.protocol === 'http:' || url?.protocol === 'https:') && url.hostname !== '';
}

type Rule = (one: Given, i: number, all: readonly Given[]) => string | undefined;

function rulesOf(sites: readonly string[]): Readonly<Record<'profile' | 'region' | 'endpoint', readonly Rule[]>> {
  const namesSite: Rule = (one) => unknown(one, 'AWS site of the topology', sites);
  return {
    profile: [
      repeated,
      namesSite,
      (one) => (one.value.trim() === '' ? `${shown(one)}: the profile is empty; give its name` : undefined),
    ],
    region: [
      repeated,
      namesSite,
      (one) => (one.key === undefined ? `${shown(one)}: it names no site; write SITE=REGION` : undefined),
      (one) => (REGION.test(one.value) ? undefined : `${shown(one)}: that is no region; write it as us-east-1`),
    ],
    endpoint: [
      repeated,
      (one) => unknown(one, 'service', OPERATOR_SERVICES),
      (one) => (isUrl(one.value) ? undefined : `${shown(one)}: that is no URL; write it as http://127.0.0.1:4566`),
    ],
  };
}

function problemsOf(all: readonly Given[], rules: readonly Rule[]): readonly string[] {
  return all.flatMap((one, i) => rules.map((rule) => rule(one, i, all)).filter((said) => said !== undefined));
}

function valueFor(all: readonly Given[], key: string): string | undefined {
  return (all.find((one) => one.key === key) ?? all.find((one) => one.key === undefined))?.value;
}

function endpointsBy(all: readonly Given[]): Reach['endpoints'] {
  const entries = OPERATOR_SERVICES.flatMap((service): [OperatorService, string][] => {
    const url = valueFor(all, service);
    return url === undefined ? [] : [[service, url]];
  });
  return Object.fromEntries(entries);
}

/** A sentence for each problem. */
export function reachesOf({ sites }: Topology, options: LiveOptions): Result<Reaches, readonly string[]> {
  const aws = sites.flatMap((site) => (site.kind === 'aws' ? [site] : []));
  const rules = rulesOf(aws.map(({ name }) => name));
  const profiles = given('--profile', options.profile);
  const regions = given('--region', options.region);
  const endpoints = given('--endpoint', options.endpoint, (key) => /^[a-z0-9-]+$/i.test(key));
  const problems = [
    ...problemsOf(profiles, rules.profile),
    ...problemsOf(regions, rules.region),
    ...problemsOf(endpoints, rules.endpoint),
  ];
  if (problems.length > 0) return err(problems);
  return ok(
    new Map(
      aws.map(({ name, region }): [string, Reach] => {
        const profile = valueFor(profiles, name);
        const reach = { region: valueFor(regions, name) ?? region, endpoints: endpointsBy(endpoints) };
        return [name, profile === undefined ? reach : { ...reach, profile }];
      }),
    ),
  );
}
