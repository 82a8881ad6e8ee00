// Codes of what can be read, and of what stacks say of the backbone.

import { field } from '../../../lib/verify/json';
import { edited } from '../../support/judged';
import type { Exhibit } from './exhibit';
import { baseline, changedAt, GATEWAY_ROUTE, hybrid, silent } from './world';

const MANIFEST = JSON.stringify({
  artifacts: { app: { type: 'aws:cloudformation:stack', properties: { templateFile: 'app.template.json' } } },
});
const APP = JSON.stringify({ Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } });

/** What a stack says of the backbone. */
function description(id: string): unknown {
  const stack = hybrid().stacks.find((each) => each.id === id);
  return field(field(stack?.template, 'Metadata'), 'Detour');
}

/** The description of a link, told by the stack of another. */
function retold(changes: object) {
  const linkOf = (stack: string) => (description(stack) as { links: readonly object[] }).links[0];
  const links = [linkOf('acme-link-iad-cmh'), { ...linkOf('acme-link-iad-pdx'), ...changes }];
  return edited(hybrid(), ['acme-link-iad-cmh', 'Metadata', 'Detour', 'links'], links);
}

/** A route whose destination is put together from two parts. */
function joined(length: unknown) {
  const DestinationCidrBlock = { 'Fn::Join': ['/', ['10.20.0.0', length]] };
  return changedAt(GATEWAY_ROUTE, baseline('iad/spokes/cmh').path, { DestinationCidrBlock });
}

export const DESCRIPTIONS: readonly Exhibit[] = [
  {
    code: 'verify-not-an-assembly',
    wrong: ['the manifest is cut off', () => ({ files: { 'manifest.json': '{', 'app.template.json': APP } })],
    right: ['the manifest is whole', () => ({ files: { 'manifest.json': MANIFEST, 'app.template.json': APP } })],
  },
  {
    code: 'verify-metadata-invalid',
    wrong: [
      'a stack describes its site in a version that nobody knows',
      () => edited(hybrid(), ['acme-iad', 'Metadata', 'Detour', 'version'], 2),
    ],
    right: ['the version is known', () => edited(hybrid(), ['acme-iad', 'Metadata', 'Detour', 'version'], 1)],
  },
  {
    code: 'verify-metadata-contradiction',
    wrong: ['a stack gives a link of another stack another cost', () => retold({ cost: 99 })],
    right: ['a stack gives a link of another stack the same cost', () => retold({ cost: 10 })],
  },
  {
    code: 'verify-metadata-missing',
    wrong: ['no stack describes a link that is built', () => silent(hybrid(), ...describingBut('acme-link-iad-cmh'))],
    right: [
      'another stack describes the link',
      () =>
        edited(silent(hybrid(), ...describingBut('acme-link-iad-cmh')), ['acme-iad-routes', 'Metadata'], {
          Detour: description('acme-link-iad-cmh'),
        }),
    ],
  },
  {
    code: 'verify-no-metadata',
    wrong: ['no stack describes anything', () => silent(hybrid())],
    right: ['one stack describes the backbone', () => silent(hybrid(), 'acme-iad')],
  },
  {
    code: 'verify-unknown-value',
    wrong: ['the length of a destination is given at deployment', () => joined({ Ref: 'AWS::Partition' })],
    right: ['the destination is put together from known parts', () => joined('16')],
  },
];

function describingBut(silentStack: string): readonly string[] {
  return hybrid().stacks.flatMap(({ id }) => (id !== silentStack && description(id) !== undefined ? [id] : []));
}
