// Pure: regions that nobody says and that templates imply. An import takes from the stack's own region only, so both ends of one
// are in the same; and a peering names the region of the gateway at its far end.

import type { Assembly, StackTemplate } from '../assembly';
import { PEERING } from '../facts/resource';
import { entriesOf, field, isObject, textField } from '../json';
import { exporterOf, resolve } from '../resolve';

interface Implied {
  readonly stack: string;
  readonly region: string;
}

/** The arguments of every import in a template. */
function importsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(importsIn);
  if (!isObject(value)) return [];
  const own = field(value, 'Fn::ImportValue');
  return [...(own === undefined ? [] : [own]), ...Object.values(value).flatMap(importsIn)];
}

/** What is known of one end of an import holds for the other. */
function byImports(assembly: Assembly, stack: StackTemplate): readonly Implied[] {
  return importsIn(stack.template).flatMap((argument): readonly Implied[] => {
    const exporter = exporterOf({ assembly, stack }, argument);
    if (!exporter) return [];
    if (stack.region === undefined && exporter.region !== undefined)
      return [{ stack: stack.id, region: exporter.region }];
    return stack.region !== undefined && exporter.region === undefined
      ? [{ stack: exporter.id, region: stack.region }]
      : [];
  });
}

function byPeerings(assembly: Assembly, stack: StackTemplate): readonly Implied[] {
  return entriesOf(field(stack.template, 'Resources')).flatMap(([, body]): readonly Implied[] => {
    if (textField(body, 'Type') !== PEERING) return [];
    const value = (name: string) => resolve({ assembly, stack }, field(field(body, 'Properties'), name));
    const [gateway, region] = [value('PeerTransitGatewayId'), value('PeerRegion')];
    if (gateway.kind !== 'resource' || region.kind !== 'literal' || typeof region.value !== 'string') return [];
    const there = gateway.scope.stack;
    return there.region === undefined ? [{ stack: there.id, region: region.value }] : [];
  });
}

/** The stacks with what is implied; where two regions are, neither is taken. */
export function withImpliedRegions(stacks: readonly StackTemplate[]): readonly StackTemplate[] {
  const assembly: Assembly = { stacks };
  if (stacks.every(({ region }) => region !== undefined)) return stacks;
  const implied = stacks.flatMap((stack) => [...byImports(assembly, stack), ...byPeerings(assembly, stack)]);
  const found = stacks.map((stack) => {
    const [only, ...more] = new Set(implied.flatMap(({ stack: id, region }) => (id === stack.id ? [region] : [])));
    return only !== undefined && more.length === 0 ? { ...stack, region: only } : stack;
  });
  return found.every((stack, i) => stack === stacks[i]) ? stacks : withImpliedRegions(found);
}
