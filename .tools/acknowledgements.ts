// Every acknowledged security finding in the stacks of the examples, as a table. The constructs say them; nothing is
// written twice.

import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ACKNOWLEDGEMENT, type Acknowledgement } from '../lib/constructs/acknowledge';
import { buildStacks } from '../lib/stacks/backbone-stacks';
import { detourApp } from '../lib/stacks/detour-app';
import type { Topology } from '../lib/topology/topology';
import { exampleFiles } from './example-files';

interface Acknowledged extends Acknowledgement {
  /** Class of the stack and path below it, with `*` for what the topology names. */
  readonly where: string;
}

/** The table of all acknowledgements in the examples that the stacks can build. */
export function acknowledgementTable(): string {
  const all = exampleFiles().flatMap(({ topology }) => {
    const built = buildStacks(detourApp(), topology);
    return built.ok ? acknowledgedIn(built.value, namesIn(topology)) : [];
  });
  const head = ['| rule | where | why it cannot be narrower | what limits it |', '|---|---|---|---|'];
  return [...head, ...rowsOf(all)].join('\n');
}

/** One row for those that differ in their place only. */
function rowsOf(all: readonly Acknowledged[]): readonly string[] {
  const places = new Map<string, Set<string>>();
  const textOf = ({ rule, findings, reason, limitedBy }: Acknowledged, where: string) => {
    const kinds = [...new Set((findings ?? []).map(withoutNames))].map((finding) => ` \`${finding}\``);
    const cells = [`\`${rule}\`${kinds.join(',')}`, where, reason, limitedBy];
    return `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  };
  for (const one of all) {
    const row = textOf(one, PLACES);
    places.set(row, (places.get(row) ?? new Set()).add(`\`${one.where}\``));
  }
  return [...places].map(([row, where]) => row.replace(PLACES, [...where].sort().join('<br>'))).sort();
}

/** Stands for the places of a row until all are known. */
const PLACES = '<places>';

function namesIn({ sites, links }: Topology): ReadonlySet<string> {
  const vpcs = sites.flatMap((site) => (site.kind === 'aws' ? site.vpcs : []));
  return new Set([...sites, ...links, ...vpcs].map(({ name }) => name));
}

function acknowledgedIn(app: App, names: ReadonlySet<string>): readonly Acknowledged[] {
  return app.node
    .findAll()
    .flatMap((construct) =>
      construct.node.metadata
        .filter(({ type }) => type === ACKNOWLEDGEMENT)
        .map(({ data }) => ({ ...(data as Acknowledgement), where: whereIs(construct, names) })),
    );
}

function whereIs(construct: IConstruct, names: ReadonlySet<string>): string {
  const stack = Stack.of(construct);
  const below = construct.node.scopes.slice(stack.node.scopes.length);
  const path = below.map(({ node }) => (names.has(node.id) ? '*' : node.id));
  return [stack.constructor.name, ...path].join('/');
}

/** Logical ids end in a hash; stacks are named after sites. */
function withoutNames(finding: string): string {
  return finding.replace(/<\w+\.Arn>/g, '<ARN>').replace(/:stack\/[^/]+\//g, ':stack/<NAME>/');
}
