// What changed between two apps, resource by resource and logical id by logical id.

import { isDeepStrictEqual } from 'node:util';
import { type Assembly, pathOf, type Resource } from './assembly';

function resources(assembly: Assembly): ReadonlyMap<string, { readonly said: string; readonly resource: Resource }> {
  return new Map(
    [...assembly].flatMap(([stack, { template }]) =>
      Object.entries(template.Resources).map(([logicalId, resource]) => {
        const said = `${stack} ${resource.Type} ${pathOf(resource)}`;
        return [`${stack} ${logicalId}`, { said, resource }] as const;
      }),
    ),
  );
}

/** Lines like `+ stack type path`, with `+` added, `-` removed and `~` changed, sorted. */
export function changedResources(before: Assembly, after: Assembly): readonly string[] {
  const [old, now] = [resources(before), resources(after)];
  const added = [...now].filter(([id]) => !old.has(id)).map(([, { said }]) => `+ ${said}`);
  const removed = [...old].filter(([id]) => !now.has(id)).map(([, { said }]) => `- ${said}`);
  const changed = [...now]
    .filter(([id, { resource }]) => old.has(id) && !isDeepStrictEqual(old.get(id)?.resource, resource))
    .map(([, { said }]) => `~ ${said}`);
  return [...added, ...removed, ...changed].sort();
}
