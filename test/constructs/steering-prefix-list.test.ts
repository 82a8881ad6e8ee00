import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SteeringPrefixList } from '../../lib/constructs/steering-prefix-list';

function listOf(size: number, steersVpc?: string): Template {
  const stack = new Stack(new App(), 'Test');
  new SteeringPrefixList(stack, 'List', {
    prefixListName: 'acme-iad-steers-pdx',
    entries: Array.from({ length: size }, (_, i) => `10.30.${i}.0/24`),
    steers: 'pdx',
    ...(steersVpc === undefined ? {} : { steersVpc }),
  });
  return Template.fromStack(stack);
}

function identity(template: Template): string[] {
  return Object.keys(template.findResources('AWS::EC2::PrefixList'));
}

test.each([
  [0, 8],
  [1, 8],
  [8, 8],
  [9, 16],
  [17, 24],
])('%i entries fit into a list of %i', (entries, MaxEntries) => {
  listOf(entries).hasResourceProperties('AWS::EC2::PrefixList', { MaxEntries, AddressFamily: 'IPv4' });
});

test('entries change in place while the size stays', () => {
  expect(identity(listOf(3))).toEqual(identity(listOf(8)));
});

test('a list of another size is another resource, because entries and size cannot change together', () => {
  expect(identity(listOf(9))).not.toEqual(identity(listOf(8)));
});

test('a list says whose traffic it steers', () => {
  const [whole, part] = [listOf(2), listOf(2, 'core')].map((template) => {
    const [list] = Object.values(template.findResources('AWS::EC2::PrefixList'));
    return list?.Properties.Tags;
  });
  expect(whole).toEqual([
    { Key: 'detour:steers', Value: 'pdx' },
    { Key: 'Name', Value: 'acme-iad-steers-pdx' },
  ]);
  expect(part).toContainEqual({ Key: 'detour:steers-vpc', Value: 'core' });
});
