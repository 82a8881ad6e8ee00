// Pure: the help of the command that writes a page.

import type { CommandHelp } from './command-help';

const NOTES = `The page is one file that loads nothing from anywhere, and the same templates give the same bytes. A file that is no report is
not written over. Findings do not fail this command: "detour verify" does that.`;

export const REPORT_HELPS: Readonly<Record<string, CommandHelp>> = {
  report: {
    notes: NOTES,
    examples: [
      { line: 'detour report', says: 'cdk.out to detour-report.html' },
      {
        line: 'detour report network.yaml --parameter AmazonAsn=64512',
        says: 'templates of anyone, as "detour verify" reads them',
      },
      { line: "detour report cdk.out -o change-4711.html --title 'CHG-4711: a second Direct Connect for ord'" },
    ],
    exits: { 1: 'the templates cannot be read, or the file cannot be written' },
  },
};
