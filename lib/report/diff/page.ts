// Pure: a difference as a page, before it is Markdown, text or HTML: the verdict, what was compared, the most important
// lines, a picture, and everything in sections.

import type { Difference } from '../../verify/diff/difference-schema';
import { sectionsOf } from './details';
import { scopeLine, verdictLine } from './headline';
import { leadOf } from './lead';
import { type Picture, pictureOf } from './picture';
import type { Line, Section } from './spans';

export interface Page {
  readonly verdict: Line;
  readonly isWorse: boolean;
  readonly scope: Line;
  readonly lead: readonly Line[];
  /** Absent where no link or site changes, or where too many do to be seen. */
  readonly picture?: Picture;
  readonly sections: readonly Section[];
}

export function differencePage(difference: Difference): Page {
  const lead = leadOf(difference);
  const sections = sectionsOf(difference);
  const isSilent = difference.verdict === 'same' && lead.length === 0 && sections.length === 0;
  const elsewhere: Line = ['the templates differ in nothing that decides where packets go'];
  const picture = pictureOf(difference);
  return {
    verdict: verdictLine(difference),
    isWorse: difference.verdict === 'worse',
    scope: scopeLine(difference),
    lead: isSilent ? [elsewhere] : lead,
    ...(picture ? { picture } : {}),
    sections,
  };
}
