// Pure: the first thing on a dashboard: how to read it, and what to do.

import { text, type Widget } from './widgets';

const WIDE = 14;
const HEIGHT = 4;

export interface Header {
  readonly title: string;
  /** Where it is shown what is not here; sentences. */
  readonly elsewhere: string;
}

/** Read at night: what to look at comes before what it means. */
export function headerRow({ title, elsewhere }: Header): readonly Widget[] {
  const reading = [
    `# ${title}`,
    '1. **Is an alarm red?** Its name ends in that of its page in `docs/runbooks/`, and in its link.',
    '2. **Does a line touch a mark?** The title says what is good, the mark what happens there.',
    '3. **Does a line stop?** Then nobody says anything: look at the controllers and at `prober-silent`.',
    '',
    elsewhere,
  ];
  const doing = [
    '### What an operator does',
    '- `detour status`: all of it, with the reasons, read this moment',
    '- `detour explain LINK`, `detour explain FROM TO`: why it is so',
    '- `detour plan`: what the controllers would change now',
    '- when no controller works: nothing moves back by itself; `docs/operate.md`',
  ];
  return [text(reading.join('\n'), WIDE, HEIGHT), text(doing.join('\n'), 24 - WIDE, HEIGHT)];
}
