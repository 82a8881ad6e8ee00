// CloudFormation's own rules, from the resource database that comes with the CDK's command line, against the list that goes
// with Detour.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { replacingProperties } from '../../../lib/verify/diff/replacements';

interface Entity {
  readonly cloudFormationType: string;
  readonly properties: Readonly<Record<string, { readonly causesReplacement?: 'yes' | 'no' | 'maybe' }>>;
}

const database: { readonly schema: { readonly resource: { readonly entities: Readonly<Record<string, Entity>> } } } =
  JSON.parse(gunzipSync(readFileSync(path.join(__dirname, '../../../node_modules/aws-cdk/db.json.gz'))).toString());

const entities = new Map(
  Object.values(database.schema.resource.entities).map((entity) => [entity.cloudFormationType, entity]),
);

test.each(Object.entries(replacingProperties()))(
  'every property listed of %s makes another resource',
  (type, names) => {
    const properties = entities.get(type)?.properties ?? {};
    for (const name of names)
      expect({ name, replaces: properties[name]?.causesReplacement ?? 'no' }).toEqual({
        name,
        replaces: expect.stringMatching(/^(yes|maybe)$/),
      });
    expect(names.length).toBeGreaterThan(0);
  },
);

test('what is left out are roles, and tags, of which sources disagree', () => {
  const left = Object.entries(replacingProperties()).flatMap(([type, names]) =>
    Object.entries(entities.get(type)?.properties ?? {})
      .filter(([name, { causesReplacement = 'no' }]) => causesReplacement !== 'no' && !names.includes(name))
      .map(([name]) => `${type.replace(/^AWS::\w+::/, '')}.${name}`),
  );
  expect(left.sort()).toEqual([
    'DirectConnectGatewayAssociation.AcceptDirectConnectGatewayAssociationProposalRoleArn',
    'TransitGatewayRouteTable.Tags',
    'TransitVirtualInterface.AllocateTransitVirtualInterfaceRoleArn',
  ]);
});
