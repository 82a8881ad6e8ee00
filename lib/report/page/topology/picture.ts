// Pure: the sites and links of a backbone as SVG. What a link is, is said by colour, width and dashes; what is marked has a sign
// as well, so that nothing is told by colour alone. Styles come from the page. It has no ids, so it can stand in a page twice.

import type { BackboneLink, BackboneSite } from '../../../routing/backbone';
import { type Content, html, type Markup } from '../html';
import { placeLinks, type Run, type Size } from './place-links';
import { BOX, type Places, type Point, placeSites } from './place-sites';
import { kindName, riskLetters } from './words';

/** With more, labels would cover the links; then a link is named when it is pointed at, and in the table. */
const MOST_LABELS = 36;
const LETTER = 6.6;
const LABEL_HEIGHT = 20;
const BADGE = 17;
const LONGEST_NAME = 17;

/** How something differs from an earlier backbone; each has its sign. */
type Mark = 'added' | 'removed' | 'changed';

const SIGNS: Readonly<Record<Mark, string>> = { added: '+ ', removed: '− ', changed: '± ' };

interface PictureOf {
  readonly sites: readonly BackboneSite[];
  readonly links: readonly BackboneLink[];
  /** By name. Absent: nothing is marked. */
  readonly marks?: {
    readonly sites: ReadonlyMap<string, Mark>;
    readonly links: ReadonlyMap<string, Mark>;
  };
}

function cut(name: string, most: number): string {
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}

function signOf(mark: Mark | undefined): string {
  return mark === undefined ? '' : SIGNS[mark];
}

function drawnSite(
  { name, kind, aggregate }: BackboneSite,
  { x, y }: Point,
  mark: Mark | undefined,
  isBare: boolean,
): Markup {
  const [left, top] = [x - BOX.width / 2, y - BOX.height / 2];
  const corner = kind === 'aws' ? 9 : 0;
  const box = html`<rect x="${left}" y="${top}" width="${BOX.width}" height="${BOX.height}" rx="${corner}"/>`;
  const inner =
    kind === 'aws'
      ? undefined
      : html`<rect class="inner" x="${left + 4}" y="${top + 4}" width="${BOX.width - 8}" height="${BOX.height - 8}"/>`;
  return html`<g class="site ${kind} ${mark}" data-site="${name}">
<title>${name}: ${kind === 'aws' ? 'AWS site' : 'on premises'}, ${aggregate}</title>${box}${inner}
<text class="name" x="${x}" y="${isBare ? y + 8 : y - 2}">${signOf(mark)}${cut(name, isBare ? 9 : LONGEST_NAME)}</text>
<text class="prefix" x="${x}" y="${y + 14}">${kind === 'aws' ? 'AWS' : 'on-prem'} ${cut(aggregate, LONGEST_NAME)}</text></g>
`;
}

function labelText({ name, cost }: BackboneLink, mark: Mark | undefined): string {
  return `${signOf(mark)}${cut(name, 24)} · ${cost}`;
}

function badges(letters: readonly string[], { x, y }: Point): readonly Markup[] {
  const left = x - ((letters.length - 1) * (BADGE + 2)) / 2;
  return letters.map((letter, i) => {
    const middle = left + i * (BADGE + 2);
    return html`<g class="risk"><circle cx="${middle}" cy="${y}" r="${BADGE / 2}"/><text x="${middle}" y="${y + 4}">${letter}</text></g>`;
  });
}

interface DrawnLink {
  readonly link: BackboneLink;
  readonly letters: readonly string[];
  readonly mark: Mark | undefined;
}

function sizeOf({ link, letters, mark }: DrawnLink): Size {
  const below = letters.length === 0 ? 0 : BADGE;
  return { width: labelText(link, mark).length * LETTER + 10, height: LABEL_HEIGHT + below };
}

function linkTitle({ name, kind, between, cost, sharedRisks }: BackboneLink): string {
  const risks = sharedRisks.length === 0 ? '' : `, shared risks ${sharedRisks.join(', ')}`;
  return `${name}: ${kindName(kind)} between ${between.join(' and ')}, cost ${cost}${risks}`;
}

function drawnRun({ link, mark }: DrawnLink, { from, bend, to }: Run): Markup {
  const path = `M${from.x} ${from.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}`;
  return html`<g class="link ${link.kind} ${mark}" data-link="${link.name}"><title>${linkTitle(link)}</title>
<path class="wide" d="${path}"/><path class="run" d="${path}"/></g>
`;
}

/** Drawn after all runs, so that no link crosses a label. */
function drawnLabel(drawn: DrawnLink, { label: { x, y } }: Run): Markup {
  const { link, letters, mark } = drawn;
  const { width, height } = sizeOf(drawn);
  const top = y - height / 2;
  return html`<g class="label ${mark}" data-link="${link.name}"><title>${linkTitle(link)}</title>
<rect x="${x - width / 2}" y="${top}" width="${width}" height="${LABEL_HEIGHT}" rx="4"/>
<text x="${x}" y="${top + 14}">${labelText(link, mark)}</text>
<text class="cross" x="${x}" y="${top - 3}">✘ failed</text>
${badges(letters, { x, y: top + LABEL_HEIGHT + BADGE / 2 - 1 })}</g>
`;
}

function drawnLinks(all: readonly DrawnLink[], places: Places): { readonly runs: Content; readonly labels: Content } {
  const sizes = new Map(all.map((one) => [one.link.name, sizeOf(one)]));
  const runs = placeLinks(
    all.map(({ link }) => link),
    places,
    sizes,
  );
  const each = (draw: (one: DrawnLink, run: Run) => Markup) =>
    all.map((one) => {
      const run = runs.get(one.link.name);
      return run === undefined ? undefined : draw(one, run);
    });
  return { runs: each(drawnRun), labels: each(drawnLabel) };
}

/** Undefined when there is no site. */
export function topologyPicture({ sites, links, marks }: PictureOf): Markup | undefined {
  if (sites.length === 0) return undefined;
  const hasLabels = links.length <= MOST_LABELS;
  const places = placeSites(sites, links, hasLabels);
  const letters = riskLetters(links);
  const drawn = links.map((link) => ({
    link,
    letters: link.sharedRisks.map((risk) => letters.get(risk) ?? ''),
    mark: marks?.links.get(link.name),
  }));
  const { runs, labels } = drawnLinks(drawn, places);
  const boxes = sites.map((site) =>
    drawnSite(site, places.sites.get(site.name) ?? { x: 0, y: 0 }, marks?.sites.get(site.name), !hasLabels),
  );
  const said = `${sites.length} sites and ${links.length} links, which the table of links lists`;
  return html`<svg class="topology ${hasLabels ? '' : 'bare'}" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${said}" viewBox="0 0 ${places.width} ${places.height}" width="${places.width}" height="${places.height}">
${runs}${boxes}${labels}</svg>`;
}
