// Pure: what cfn-lint reports, less what is accepted.

export interface LintFinding {
  readonly Filename: string;
  readonly Level: string;
  readonly Message: string;
  readonly Location: {
    readonly Start: { readonly LineNumber: number };
    readonly Path?: readonly (string | number)[] | null;
  };
  readonly Rule: { readonly Id: string };
}

/** A finding that is right as it is. */
export interface Accepted {
  readonly rule: string;
  /** Regular expressions of the message and of the place in the template, with slashes. */
  readonly message: string;
  readonly path: string;
  readonly reason: string;
}

export function accepts(accepted: Accepted, { Rule, Message, Location }: LintFinding): boolean {
  const path = (Location.Path ?? []).join('/');
  return (
    accepted.rule === Rule.Id && new RegExp(accepted.message).test(Message) && new RegExp(accepted.path).test(path)
  );
}

export interface LintedTemplate {
  readonly example: string;
  /** Name of the file. */
  readonly template: string;
  readonly region: string;
  readonly findings: readonly LintFinding[];
}

export interface Linted {
  readonly templates: readonly LintedTemplate[];
  /** Examples that the stacks refuse, each with the number of reasons. */
  readonly refused: readonly string[];
}

export interface Verdict {
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
}

/**
 * One line for each template, and below it one for each finding that nobody accepts; errors and warnings alike. An example
 * that the stacks refuse has no templates, so nobody has read them.
 */
export function verdictOn({ templates, refused }: Linted, accepted: readonly Accepted[]): Verdict {
  const judged = templates.map((template) => ({
    ...template,
    left: template.findings.filter((finding) => !accepted.some((one) => accepts(one, finding))),
  }));
  const all = templates.flatMap(({ findings }) => findings);
  const stale = accepted.filter((one) => !all.some((finding) => accepts(one, finding)));
  const failed = judged.filter(({ left }) => left.length > 0).length;
  return {
    passed: judged.length - failed,
    failed: failed + stale.length + refused.length,
    lines: [
      ...judged.flatMap(({ example, template, region, left }) => [
        `${left.length === 0 ? 'ok' : 'FAILED'}: ${example}: ${template} (${region})`,
        ...left.map(findingText),
      ]),
      ...refused.map((example) => `FAILED: ${example}: the stacks refuse it, so there is nothing to read`),
      ...stale.map(({ rule, message }) => `FAILED: accepted.yaml: ${rule} with ${message} is not found any more`),
    ],
  };
}

function findingText({ Filename, Level, Message, Location, Rule }: LintFinding): string {
  return `  ${Level.toLowerCase()} ${Rule.Id}: ${Message} (${Filename}:${Location.Start.LineNumber})`;
}
