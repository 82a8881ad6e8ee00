// Pure: what links and shared risks are called in pictures and tables.

import type { BackboneLink } from '../../../routing/backbone';

const KIND_NAMES: Readonly<Record<string, string>> = {
  'transit-gateway-peering': 'peering',
  'direct-connect': 'Direct Connect',
  'site-to-site-vpn': 'VPN',
};

export function kindName(kind: string): string {
  return Object.hasOwn(KIND_NAMES, kind) ? (KIND_NAMES[kind] ?? kind) : kind;
}

/** A, B, … Z, A1, B1, … */
function letterOf(number: number): string {
  const round = Math.floor(number / 26);
  return `${String.fromCharCode(65 + (number % 26))}${round === 0 ? '' : round}`;
}

/** A letter for each shared risk, in the order of names. */
export function riskLetters(links: readonly Pick<BackboneLink, 'sharedRisks'>[]): ReadonlyMap<string, string> {
  const names = [...new Set(links.flatMap(({ sharedRisks }) => sharedRisks))].sort();
  return new Map(names.map((name, i) => [name, letterOf(i)]));
}
