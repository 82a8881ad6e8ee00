import { readLinkIdentity } from '../../lib/controller/signals/link-identity-schema';
import { type Assembly, assemblyOf, byPath, type Resource, stackOf, type Template } from '../support/assembly';
import { exampleAssembly } from '../support/stack-snapshots';
import { awsSite, peering, topology } from '../support/topologies';

const assembly = exampleAssembly('hybrid.yaml');
const iad = stackOf(assembly, 'acme-iad-signals').template;
const cmh = stackOf(assembly, 'acme-cmh-signals').template;

/** The value of a parameter as it is once deployed: what is read from elsewhere is named after where it comes from. */
function deployed(value: unknown): string {
  if (typeof value === 'string') return value;
  const {
    'Fn::Join': join,
    'Fn::GetStackOutput': output,
    'Fn::GetAtt': attribute,
    Ref,
  } = value as Record<string, never>;
  if (join) return (join as [string, readonly unknown[]])[1].map(deployed).join('');
  if (output)
    return `${(output as { OutputName: string; StackName: string }).StackName}.${(output as { OutputName: string }).OutputName}`;
  return attribute ? (attribute as readonly string[]).join('.') : String(Ref);
}

/** What the functions of a site read below a path. */
function identitiesBelow(path: string, from: Assembly = assembly) {
  const parameters = [...from.values()].flatMap(({ template }) =>
    Object.values(byPath(template, 'AWS::SSM::Parameter')),
  );
  return parameters
    .filter(({ Properties }) => String(Properties.Name).startsWith(`${path}/`))
    .map(({ Properties }) => readLinkIdentity(deployed(Properties.Value)));
}

const variables = (resource: Resource) =>
  (resource.Properties.Environment as { Variables: Readonly<Record<string, string>> }).Variables;
const functionsOf = (name: string) => byPath(stackOf(assembly, name).template, 'AWS::Lambda::Function');
const handler = (name: string, path: string) => functionsOf(name)[path] as Resource;

describe('the links of the backbone', () => {
  it('are known at every site, each in a parameter of its own that the functions can read', () => {
    for (const site of ['cmh', 'iad', 'pdx'])
      expect(
        identitiesBelow(`/acme/${site}/links`)
          .map(({ link }) => link)
          .sort(),
      ).toEqual(['cmh-pdx', 'iad-cmh', 'iad-pdx', 'ord-iad-dx', 'ord-iad-vpn', 'ord-pdx-dx']);
  });

  it('are known there by everything that AWS calls them', () => {
    const [dx] = identitiesBelow('/acme/iad/links').filter(({ link }) => link === 'ord-iad-dx');
    expect(dx).toEqual({
      link: 'ord-iad-dx',
      provider: 'carrier-a',
      circuitIds: ['CA-ORD-IAD-0042'],
      entities: [
        'acme-link-ord-iad-dx.AttachmentId',
        'acme-link-ord-iad-dx.VirtualInterfaceId',
        'dxcon-ffabc123',
        'acme-link-ord-iad-dx.DirectConnectGatewayId',
      ],
      ends: [
        {
          site: 'iad',
          transitGatewayId: 'acme-iad.TransitGatewayId',
          attachmentId: 'acme-link-ord-iad-dx.AttachmentId',
          virtualInterfaceId: 'acme-link-ord-iad-dx.VirtualInterfaceId',
          directConnectGatewayId: 'acme-link-ord-iad-dx.DirectConnectGatewayId',
        },
      ],
    });
  });

  it('are watched at the own end only', () => {
    const watched = (site: string) =>
      identitiesBelow(`/acme/${site}/links`)
        .filter(({ ends = [] }) => ends.some((end) => end.site === site && end.attachmentId !== undefined))
        .map(({ link }) => link);
    expect(watched('cmh').sort()).toEqual(['cmh-pdx', 'iad-cmh']);
    for (const site of ['cmh', 'iad', 'pdx'])
      for (const { ends = [] } of identitiesBelow(`/acme/${site}/links`))
        expect(ends.filter((end) => end.site !== site && end.attachmentId !== undefined)).toEqual([]);
  });

  it('are known by what providers call them where mails are read', () => {
    expect(identitiesBelow('/acme/iad/named').map(({ link, circuitIds }) => [link, circuitIds])).toEqual([
      ['ord-iad-dx', ['CA-ORD-IAD-0042']],
      ['ord-pdx-dx', ['7700-118']],
    ]);
  });
});

describe('functions that take in signals', () => {
  it('are told where they are, which table is theirs and where links are known', () => {
    for (const path of ['Health/Handler/Function', 'Status/Handler/Function'])
      expect(variables(handler('acme-cmh-signals', path))).toMatchObject({
        DETOUR_SITE: 'cmh',
        DETOUR_TABLE: 'acme-link-state',
        DETOUR_LINKS_PATH: '/acme/cmh/links',
      });
  });

  it('read mails at the admission site alone', () => {
    expect(Object.keys(byPath(iad, 'AWS::SES::ReceiptRule'))).toEqual(['Mail/ReceiptRule']);
    expect(byPath(cmh, 'AWS::SES::ReceiptRule')).toEqual({});
    expect(variables(handler('acme-iad-signals', 'Mail/Handler/Function'))).toMatchObject({
      DETOUR_LINKS_PATH: '/acme/iad/named',
      DETOUR_DROPPED: 'alert',
    });
  });

  it('write to the database what is theirs, and nothing else', () => {
    const keysOf = (role: string) =>
      Object.entries(byPath(iad, 'AWS::IAM::Policy'))
        .filter(([path]) => path.startsWith(`${role}/`))
        .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: readonly never[] }).Statement)
        .flatMap(({ Condition }) => Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? []);
    expect(keysOf('Health')).toEqual(['notice#iad#aws-health']);
    expect(keysOf('Status')).toEqual(['status#*#iad', 'notice#iad#aws-vpn', 'order']);
    expect(keysOf('Mail')).toEqual(['notice#iad#carrier-a', 'notice#iad#carrier-c', 'notice#iad#maintnote']);
  });
});

test('what needs a person has an alarm at every site, whose text says what it means and what to do', () => {
  const alarms = Object.values(byPath(cmh, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  const ofCodes = alarms.filter(({ Namespace }) => Namespace !== 'AWS/SQS');
  for (const Properties of ofCodes) {
    expect(Properties).toMatchObject({ Namespace: 'Detour', Dimensions: [{ Name: 'Site', Value: 'cmh' }] });
    expect(Properties.AlarmName).toBe(`acme-cmh-${Properties.MetricName}`);
    expect(String(Properties.AlarmDescription)).toMatch(/^cmh: .+; .+\. Its log has the details, under the code /);
  }
  expect(ofCodes).toHaveLength(13);
});

test('what could not be taken in has an alarm too, for mails where they are read', () => {
  const waiting = (template: Template) =>
    Object.entries(byPath(template, 'AWS::CloudWatch::Alarm')).filter(
      ([, { Properties }]) => Properties.Namespace === 'AWS/SQS',
    );
  expect(waiting(cmh).map(([path]) => path)).toEqual(['Alarms/undelivered-health/Alarm']);
  expect(waiting(iad).map(([path]) => path)).toEqual([
    'Alarms/undelivered-health/Alarm',
    'Alarms/undelivered-mail/Alarm',
  ]);
  for (const [, { Properties }] of waiting(iad)) {
    const [queue] = Properties.Dimensions as readonly {
      readonly Value: { readonly 'Fn::GetAtt': readonly string[] };
    }[];
    const [id = ''] = queue?.Value['Fn::GetAtt'] ?? [];
    expect(iad.Resources[id]?.Type).toBe('AWS::SQS::Queue');
  }
});

describe('probers', () => {
  it('probe the far responder of a peering, and the target of a link to premises', () => {
    const targets = Object.values(functionsOf('acme-iad-probes'))
      .filter((resource) => resource.Properties.Environment !== undefined)
      .map(variables)
      .filter(({ DETOUR_TARGET }) => DETOUR_TARGET !== undefined)
      .map(({ DETOUR_LINK, DETOUR_TARGET, DETOUR_PORT, DETOUR_FULL_SIZE_BYTES }) =>
        [DETOUR_LINK, DETOUR_TARGET, DETOUR_PORT, DETOUR_FULL_SIZE_BYTES].join(' '),
      );
    expect(targets.sort()).toEqual([
      'iad-cmh 10.20.48.46 443 8500',
      'iad-pdx 10.30.48.30 443 8500',
      'ord-iad-dx 10.40.255.4 443 8500',
      'ord-iad-vpn 10.40.255.5 443 1446',
    ]);
  });

  it('are where the responder of their link is', () => {
    const { template } = stackOf(assembly, 'acme-iad-probes');
    for (const [path, { Properties }] of Object.entries(byPath(template, 'AWS::Lambda::Function'))) {
      const link = /^Probers\/([^/]+)\//.exec(path)?.[1];
      if (link === undefined) continue;
      const { SubnetIds } = Properties.VpcConfig as { readonly SubnetIds: unknown };
      expect(
        byPath(template, 'AWS::EC2::VPCEndpoint')[`Probes/Links/${link}/Responder/Endpoint`]?.Properties,
      ).toMatchObject({
        SubnetIds,
      });
    }
  });
});

describe('the link state database', () => {
  it('has a replica at every AWS site, each encrypted with the key of that site', () => {
    const [table] = Object.values(byPath(stackOf(assembly, 'acme-link-state').template, 'AWS::DynamoDB::GlobalTable'));
    const replicas = table?.Properties.Replicas as readonly {
      readonly Region: string;
      readonly SSESpecification: { readonly KMSMasterKeyId: unknown };
    }[];
    expect(
      replicas.map(({ Region, SSESpecification }) => `${Region} ${deployed(SSESpecification.KMSMasterKeyId)}`).sort(),
    ).toEqual([
      'us-east-1 acme-iad.LinkStateKeyArn',
      'us-east-2 acme-cmh.LinkStateKeyArn',
      'us-west-2 acme-pdx.LinkStateKeyArn',
    ]);
  });
});

describe('copies of AWS Health', () => {
  const of = (regions: readonly [string, string]) =>
    assemblyOf(
      topology({
        sites: [awsSite('iad', 1, { region: regions[0] }), awsSite('cmh', 2, { region: regions[1] })],
        links: [peering('cmh', 'iad', 1)],
      }),
    );

  it('are sent on from us-west-2 when no site is there, to every site', () => {
    const { region, template } = stackOf(of(['us-east-1', 'eu-west-1']), 'acme-health-us-west-2');
    expect(region).toBe('us-west-2');
    expect(Object.keys(byPath(template, 'AWS::Events::Rule')).sort()).toEqual([
      'To/eu-west-1/Rule',
      'To/us-east-1/Rule',
    ]);
  });

  it('need nothing more when a site is there', () => {
    expect([...of(['us-west-2', 'us-east-1']).keys()].filter((name) => name.includes('health'))).toEqual([]);
  });
});
