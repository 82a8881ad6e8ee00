// Pure: providers that are named must exist, and be told apart.

import { didYouMean } from '../../net/document/did-you-mean';
import { linksOf, type Rule, repeated, type Subject } from './subject';

function providersOf({ written }: Subject) {
  return Object.entries(written.maintenance?.providers ?? {});
}

const knownProviders: Rule = (subject) => {
  if (subject.left.sections.has('maintenance')) return [];
  const names = providersOf(subject).map(([name]) => name);
  return linksOf(subject).flatMap(([link, { provider }]) => {
    if (provider === undefined || names.includes(provider)) return [];
    const meant = didYouMean(provider, names);
    return [
      {
        code: 'topology-unknown-provider',
        path: ['links', link, 'provider'],
        problem: `there is no provider ${provider}`,
        allowed: names.length === 0 ? 'a provider of this file' : names.join(', '),
        fix: meant === undefined ? `define ${provider} under maintenance.providers` : `did you mean ${meant}`,
      },
    ];
  });
};

/** A notice says only what its provider calls itself. */
const toldApart: Rule = (subject) => {
  const names = providersOf(subject).flatMap(([provider, { announcesAs }]) =>
    (announcesAs ?? [provider]).map((name, i) => ({
      provider,
      name,
      path: ['maintenance', 'providers', provider, ...(announcesAs === undefined ? [] : ['announcesAs', i])],
    })),
  );
  return repeated(names, ({ name }) => name.toLowerCase()).map(({ first, again }) => ({
    code: 'topology-provider-clash',
    path: again.path,
    problem: `${first.provider} and ${again.provider} both announce as ${again.name}`,
    got: again.name,
    allowed: 'a name that no provider has yet, whatever its case',
    fix: 'write what each calls itself in X-MAINTNOTE-PROVIDER, once',
  }));
};

export const MAINTENANCE_RULES: readonly Rule[] = [knownProviders, toldApart];
