// Pure: the construct paths of resources, written where templates without them would have them.

import { entriesOf, field, isObject, listOf, textField } from './json';

const PATH = 'aws:cdk:path';

/** Construct paths by logical id, from the metadata of a stack, whose keys begin with a slash. */
export function pathsInMetadata(metadata: unknown): ReadonlyMap<string, string> {
  const paths = entriesOf(metadata).flatMap(([path, entries]) =>
    listOf(entries)
      .filter((entry) => textField(entry, 'type') === 'aws:cdk:logicalId')
      .map((entry): [string, string] => [textField(entry, 'data') ?? '', path.replace(/^\//, '')]),
  );
  return new Map(paths);
}

/** The template with the paths of its resources, by logical id; what has one keeps it. */
export function withPaths(template: unknown, paths: ReadonlyMap<string, string>): unknown {
  const resources = field(template, 'Resources');
  if (!isObject(template) || !isObject(resources)) return template;
  const located = Object.entries(resources).map(([logicalId, body]) => {
    const path = paths.get(logicalId);
    const metadata = field(body, 'Metadata');
    if (path === undefined || !isObject(body) || field(metadata, PATH) !== undefined) return [logicalId, body];
    return [logicalId, { ...body, Metadata: { ...(isObject(metadata) ? metadata : {}), [PATH]: path } }];
  });
  return { ...template, Resources: Object.fromEntries(located) };
}
