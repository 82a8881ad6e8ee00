// Synthesizes an app with the security rules switched on, and says what they found and what was acknowledged.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

interface Violation {
  readonly ruleName: string;
  readonly severity: string;
  readonly violatingConstructs: readonly { readonly constructPath?: string }[];
  readonly acknowledgedAt?: string;
}

interface PluginReport {
  readonly violations: readonly Violation[];
  readonly suppressedViolations?: readonly Violation[];
}

interface Judged {
  /** `severity rule path`, one for each resource that has it. */
  readonly findings: readonly string[];
  /** `rule path`, of the construct that acknowledges. */
  readonly acknowledged: readonly string[];
}

/** Findings of every severity, of cdk-nag and of the built-in rules. The app is synthesized into `outdir`, its own. */
export function judgedBySecurityRules(app: App, outdir: string): Judged {
  delete process.env.CDK_VALIDATION;
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const failure = quietly(() => app.synth());
  const reports = reportsIn(outdir);
  const findings = reports.flatMap(({ violations }) =>
    violations.flatMap(({ severity, ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${severity} ${ruleName} ${constructPath}`),
    ),
  );
  const unexplained = failure !== undefined && findings.length === 0 ? [failure] : [];
  return {
    findings: [...findings, ...unexplained],
    acknowledged: reports.flatMap(({ suppressedViolations = [] }) =>
      suppressedViolations.map(({ ruleName, acknowledgedAt }) => `${ruleName} ${acknowledgedAt}`),
    ),
  };
}

function reportsIn(outdir: string): readonly PluginReport[] {
  return JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')).pluginReports;
}

/** What is thrown, as text; the report that the CDK prints with it is read from its file. */
function quietly(run: () => void): string | undefined {
  const printed = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    run();
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    printed.mockRestore();
  }
}
