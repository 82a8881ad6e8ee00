// Pure: a picture in Mermaid's language, which GitHub and GitLab draw. Marks are words as well as strokes, so that nobody
// needs colours. Names go in as character codes where they are anything but letters, digits and the like.

import type { DrawnLink, DrawnSite, Mark, Picture } from './picture';

/** Mermaid reads `#35;` as the character with this code, also within quotes. */
function quoted(text: string): string {
  const safe = text.replace(/[^\p{L}\p{N} ()._→-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
  return `"${safe}"`;
}

const ARROWS: Readonly<Record<Mark, string>> = { added: '===', removed: '-.-', changed: '---', same: '---' };

const STROKES: Readonly<Record<Exclude<Mark, 'same'>, string>> = {
  added: 'stroke:#1a7f37,stroke-width:4px',
  removed: 'stroke:#cf222e,stroke-width:2px,stroke-dasharray:6',
  changed: 'stroke:#9a6700,stroke-width:3px',
};

const MARKS = ['added', 'removed', 'changed'] as const;

/** Of those links that have a mark, by their number in the order in which they are drawn. */
function strokes(links: readonly DrawnLink[]): readonly string[] {
  return MARKS.flatMap((mark) => {
    const numbers = links.flatMap((link, i) => (link.mark === mark ? [i] : []));
    return numbers.length === 0 ? [] : [`  linkStyle ${numbers.join(',')} ${STROKES[mark]}`];
  });
}

function siteStrokes({ sites }: Picture): readonly string[] {
  return sites.flatMap(({ mark }, i) => (mark === 'same' ? [] : [`  style s${i} ${STROKES[mark]}`]));
}

export function mermaid(picture: Picture): string {
  const ids = new Map(picture.sites.map(({ name }, i) => [name, `s${i}`]));
  const text = ({ name, note }: DrawnSite | DrawnLink) => quoted(note === '' ? name : `${name} (${note})`);
  const links = picture.links.filter(({ between }) => between.every((site) => ids.has(site)));
  return [
    'flowchart LR',
    ...picture.sites.map((site, i) => `  s${i}[${text(site)}]`),
    ...links.map((link) => {
      const [a, b] = link.between.map((site) => ids.get(site));
      return `  ${a} ${ARROWS[link.mark]}|${text(link)}| ${b}`;
    }),
    ...strokes(links),
    ...siteStrokes(picture),
  ].join('\n');
}
