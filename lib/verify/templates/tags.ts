// Pure: YAML as CloudFormation reads it: YAML 1.1 without timestamps and sexagesimal numbers, and with a tag for the short
// form of each function.

import { type CollectionTag, Scalar, type ScalarTag, type Tags } from 'yaml';

/** Functions that have a short form, `!Sub` for `Fn::Sub`. The last ones are for the section Rules. */
const FUNCTIONS = [
  ...[
    'And',
    'Base64',
    'Cidr',
    'Equals',
    'FindInMap',
    'GetAZs',
    'GetAtt',
    'GetStackOutput',
    'If',
    'ImportValue',
    'Join',
  ],
  ...['Length', 'Not', 'Or', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform'],
  ...['Contains', 'EachMemberEquals', 'EachMemberIn', 'RefAll', 'ValueOf', 'ValueOfAll'],
] as const;

const LONG_FORMS: ReadonlyMap<string, string> = new Map([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...FUNCTIONS.map((name): [string, string] => [`!${name}`, `Fn::${name}`]),
]);

/** All tags that may be used. */
export const SHORT_FORMS: readonly string[] = [...LONG_FORMS.keys()];

/** What a tagged value means: `!Ref x` is `{ Ref: x }`. Undefined for tags that are none of CloudFormation. */
export function longForm(tag: string, value: unknown): Readonly<Record<string, unknown>> | undefined {
  const name = LONG_FORMS.get(tag);
  if (name === undefined) return undefined;
  const dot = name === 'Fn::GetAtt' && typeof value === 'string' ? value.indexOf('.') : -1;
  if (dot < 0 || typeof value !== 'string') return { [name]: value };
  return { [name]: [value.slice(0, dot), value.slice(dot + 1)] };
}

/** SnakeYAML, which CloudFormation uses, knows these words and not `y` and `n`. */
const TRUE_OR_FALSE: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  resolve: (text) => new Scalar(/^(?:yes|true|on)$/i.test(text)),
};

/** A text of its own is kept as it is written, `!Sub 010` as `010`. */
function shortForms(tag: string): readonly (ScalarTag | CollectionTag)[] {
  return [
    { tag, resolve: (text) => new Scalar(text) },
    { tag, collection: 'seq', resolve: (node) => node },
    { tag, collection: 'map', resolve: (node) => node },
  ];
}

const NOT_TAKEN = /:(bool|timestamp|binary|omap|pairs|set)$/;

/** For the option `customTags` of the parser, with the schema of YAML 1.1. */
export function tagsFrom(known: Tags): Tags {
  const kept = known.filter(
    (tag) => typeof tag === 'object' && !NOT_TAKEN.test(tag.tag) && !('format' in tag && tag.format === 'TIME'),
  );
  return [TRUE_OR_FALSE, ...kept, ...SHORT_FORMS.flatMap(shortForms)];
}
