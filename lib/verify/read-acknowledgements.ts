// Pure: the acknowledgements that a cloud assembly carries: in the metadata of its stacks, what constructs in a stack have
// been given; and in the report of the plugins, what accepted a finding of ours, which is all that tells of an app or a stage.

import { type Acknowledgement, PLUGIN_NAME } from './acknowledgements';
import type { Assembly } from './assembly';
import { canonicalJson, entriesOf, field, listOf, textField } from './json';

/** As the CDK calls it (`Validations.ACKNOWLEDGED_RULES_METADATA_KEY`). */
const METADATA_TYPE = 'aws:cdk:acknowledged-rules';

const OURS = `${PLUGIN_NAME}::`;

/** What the data of one entry of metadata acknowledges, at a construct. */
export function acknowledgedBy(data: unknown, at: string): readonly Acknowledgement[] {
  return entriesOf(data)
    .filter(([id]) => id.startsWith(OURS))
    .map(([id, reason]) => ({ ids: [id.slice(OURS.length)], reason: typeof reason === 'string' ? reason : '', at }));
}

/** The metadata of a stack: lists of entries by construct path, which begins with a slash. */
export function acknowledgedInStack(metadata: unknown): readonly Acknowledgement[] {
  return entriesOf(metadata).flatMap(([path, entries]) =>
    listOf(entries)
      .filter((entry) => textField(entry, 'type') === METADATA_TYPE)
      .flatMap((entry) => acknowledgedBy(field(entry, 'data'), path.replace(/^\//, ''))),
  );
}

/** The content of `validation-report.json`. */
export function acknowledgedInReport(report: unknown): readonly Acknowledgement[] {
  return listOf(field(report, 'pluginReports'))
    .filter((each) => textField(each, 'pluginName') === PLUGIN_NAME)
    .flatMap((each) => listOf(field(each, 'suppressedViolations')))
    .flatMap((violation) => {
      const id = textField(violation, 'acknowledgedId') ?? '';
      const at = textField(violation, 'acknowledgedAt') ?? '';
      return acknowledgedBy({ [id]: textField(violation, 'reason') ?? '' }, at);
    });
}

/** What an assembly that was read carries of them. */
export function carriedIn({ stacks, acknowledgements = [] }: Assembly): readonly Acknowledgement[] {
  return [...acknowledgements, ...stacks.flatMap((stack) => stack.acknowledgements ?? [])];
}

/** Each once, as both the metadata and the report tell of some. */
export function eachOnce(given: readonly Acknowledgement[]): readonly Acknowledgement[] {
  return [...new Map(given.map((each) => [canonicalJson(each), each])).values()];
}
