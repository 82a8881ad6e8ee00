// The names that a story may use: those that all of its examples have.

import type { Backbone } from '../../../lib/routing/backbone';
import type { Names } from './happenings';

function common(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = lists;
  return first.filter((name) => others.every((list) => list.includes(name)));
}

export function storyNames(backbones: ReadonlyMap<string, Backbone>): (examples: readonly string[]) => Names {
  return (examples) => {
    const these = examples.flatMap((example) => backbones.get(example) ?? []);
    const aws = ({ sites }: Backbone) => sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
    return {
      links: common(these.map(({ links }) => links.map(({ name }) => name))),
      sites: common(these.map(aws)),
    };
  };
}
