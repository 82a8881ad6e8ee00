// Pure: a site's prefixes as values, parsed once. Every reconcile asks for them many times over.

import { type Prefix, prefix } from '../net/prefix';
import type { BackboneSite } from '../routing/backbone';
import { steeringPrefixes } from '../routing/steering';

interface SitePrefixes {
  readonly specifics: readonly Prefix[];
  readonly steering: readonly Prefix[];
}

const parsed = new WeakMap<BackboneSite, SitePrefixes>();

function prefixesOf(site: BackboneSite): SitePrefixes {
  const known = parsed.get(site) ?? {
    specifics: site.specifics.map(prefix),
    steering: steeringPrefixes(site.specifics),
  };
  parsed.set(site, known);
  return known;
}

export function specificsOf(site: BackboneSite): readonly Prefix[] {
  return prefixesOf(site).specifics;
}

export function steeringOf(site: BackboneSite): readonly Prefix[] {
  return prefixesOf(site).steering;
}
