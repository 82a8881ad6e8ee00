import fc from 'fast-check';
import type { Backbone } from '../../lib/routing/backbone';
import { assemblyOf } from '../support/assembly';
import { hybridBackbones } from '../support/backbones';
import { networkOf } from '../support/networks';
import { linkAssociations, staticRoutes, tablesToldBy } from '../support/template-routes';
import { topologyOf } from '../support/topologies';

/** The baseline of a site as it is stated without the stacks, in the words of template-routes.ts. */
function stated(backbone: Backbone, site: string) {
  const { tables, attachments, sessions } = networkOf(backbone);
  const nameOf = (id: string | undefined) => tables.find((table) => table.id === id)?.name;
  const routes = tables
    .filter(({ gateway }) => gateway === site)
    .flatMap(({ name, routes: held }) =>
      held.flatMap(({ prefix, origin, target }) =>
        origin === 'static' && target.kind === 'attachment' ? [`${name}: ${prefix.text} to ${target.attachment}`] : [],
      ),
    );
  const lookups = attachments.flatMap(({ gateway, id, to, table }) =>
    gateway === site && to.kind === 'link' ? [`${id} looks up in ${nameOf(table)}`] : [],
  );
  const told = sessions
    .filter(({ gateway }) => gateway === site)
    .map(({ link, propagatesTo }) => [link, propagatesTo.map(nameOf).sort()]);
  return { routes: routes.sort(), lookups: lookups.sort(), told };
}

test('the templates of any hybrid backbone hold the baseline that is stated of it, and no more', () => {
  const seen = { vpn: 0, direct: 0, several: 0 };
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      const assembly = assemblyOf(topologyOf(backbone));
      for (const { name, kind } of backbone.sites) {
        if (kind !== 'aws') continue;
        const bgp = backbone.links
          .filter((link) => link.kind !== 'transit-gateway-peering' && link.between.includes(name))
          .map((link) => link.name);
        expect({
          routes: staticRoutes(assembly, name),
          lookups: linkAssociations(assembly, name, bgp),
          told: bgp.map((link) => [link, tablesToldBy(assembly, link)]),
        }).toEqual(stated(backbone, name));
      }
      const kinds = backbone.links.map(({ kind }) => kind);
      if (kinds.includes('site-to-site-vpn')) seen.vpn += 1;
      if (kinds.includes('direct-connect')) seen.direct += 1;
      if (backbone.sites.filter(({ kind }) => kind === 'on-prem').length > 1) seen.several += 1;
    }),
    { numRuns: 12 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(1);
});
