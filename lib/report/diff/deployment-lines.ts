// Pure: what a deployment does to traffic, as lines: static routes that lead elsewhere, links to be drained first, resources
// that are made anew.

import type { Difference, RouteChange } from '../../verify/diff/difference-schema';
import { type Line, name, type Section, type Span } from './spans';

function targetText(target: RouteChange['after']): Span {
  if (!target) return 'nothing';
  if (target.name === undefined) return target.kind;
  return target.kind === 'vpc' ? `VPC ${target.name}` : name(target.name);
}

const CARRIES: Readonly<Record<RouteChange['carries'], string>> = {
  traffic: 'carries traffic now',
  probes: 'carries probes',
  nothing: 'carries nothing now',
};

export function routeLine({ site, table, prefix, before, after, carries }: RouteChange): Line {
  const place: Line = [name(`${site} ${table}`), ' ', name(prefix), ': '];
  if (!before) return [...place, 'new, over ', targetText(after)];
  return [...place, targetText(before), ' → ', targetText(after), `, ${CARRIES[carries]}`];
}

export function deployment({ drains, routes, replaced }: Difference): Section {
  const lines = [
    ...drains.map((drain): Line => ['drain ', name(drain.link), ` first: ${whyDrained(drain.because)}`]),
    ...routes.filter(({ carries }) => carries === 'traffic').map(routeLine),
    ...replaced.map(
      ({ type, source, why }): Line => [
        name(source),
        ` (${type}) ${why === 'gone' ? 'is taken away' : `is made anew, because of ${why}`}`,
      ],
    ),
    ...(drains.length > 1
      ? [
          [
            'several links have to be drained: change one at a time, in deployments of their own, so that the others carry what it gives up',
          ],
        ]
      : []),
  ];
  const commands = drains.flatMap(({ commands }) => commands);
  return { title: 'Before and during the deployment', lines, ...(commands.length > 0 ? { commands } : {}) };
}

const WHY: Readonly<Record<Difference['drains'][number]['because'][number], string>> = {
  routes: 'static routes that carry its traffic change, and whether that leaves a gap is not documented',
  replaced: 'it is made anew',
  removed: 'it carries traffic, and is taken away',
};

export function whyDrained(because: Difference['drains'][number]['because']): string {
  return because.map((why) => WHY[why]).join('; ');
}
