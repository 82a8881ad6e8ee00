// Pure: the picture of sites and links with its key, and the same as tables.

import type { Backbone, BackboneLink } from '../../../routing/backbone';
import { html, type Markup } from '../html';
import { counted } from '../wording';
import { topologyPicture } from './picture';
import { kindName, riskLetters } from './words';

/** A longer table is folded. */
const MOST_OPEN = 30;

function kindKey(kind: string): Markup {
  return html`<li><svg width="44" height="8" aria-hidden="true"><line class="${kind}" x1="0" y1="4" x2="44" y2="4"/></svg>${kindName(kind)}</li>`;
}

/** A button, so that the script can show the links of a shared risk; without it nothing happens. */
function riskKey([risk, letter]: readonly [string, string], links: readonly BackboneLink[]): Markup {
  const own = links.filter(({ sharedRisks }) => sharedRisks.includes(risk)).map(({ name }) => name);
  return html`<li><span class="letter" aria-hidden="true">${letter}</span> <button type="button" class="risk-links" data-links="${JSON.stringify(own)}" aria-pressed="false">${risk}</button> <span class="soft">(${own.join(', ')})</span></li>`;
}

function linkRow(link: BackboneLink, letters: ReadonlyMap<string, string>): Markup {
  const { name, kind, between, cost, sharedRisks, capacityGbps, mtu, probeTarget } = link;
  const risks = sharedRisks.map((risk) => `${letters.get(risk) ?? ''} ${risk}`).join(', ');
  return html`<tr><th scope="row">${name}</th><td>${kindName(kind)}</td><td>${between.join(' – ')}</td><td>${cost}</td><td>${risks}</td><td>${capacityGbps === undefined ? '' : `${capacityGbps} Gbps`}</td><td>${mtu}</td><td>${probeTarget}</td></tr>
`;
}

function linkTable({ links }: Backbone): Markup | undefined {
  if (links.length === 0) return undefined;
  const letters = riskLetters(links);
  const heads = ['link', 'kind', 'between', 'cost', 'shared risks', 'capacity', 'MTU', 'probe target'];
  return html`<details ${links.length <= MOST_OPEN ? 'open' : ''}><summary>${counted(links.length, 'link')} as a table</summary>
<div class="scroll" tabindex="0" role="group" aria-label="links"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${links.map((link) => linkRow(link, letters))}</tbody></table></div></details>`;
}

function siteTable({ sites }: Backbone): Markup {
  const rows = sites.map(
    ({ name, kind, aggregate, specifics }) =>
      html`<tr><th scope="row">${name}</th><td>${kind === 'aws' ? 'AWS' : 'on-prem'}</td><td>${aggregate}</td><td>${specifics.join(', ')}</td></tr>
`,
  );
  return html`<details><summary>${counted(sites.length, 'site')} as a table</summary>
<div class="scroll" tabindex="0" role="group" aria-label="sites"><table><thead><tr><th scope="col">site</th><th scope="col">kind</th><th scope="col">aggregate</th><th scope="col">specifics</th></tr></thead>
<tbody>${rows}</tbody></table></div></details>`;
}

export function topologySection(backbone: Backbone): Markup {
  const { links } = backbone;
  const picture = topologyPicture(backbone);
  if (picture === undefined)
    return html`<section id="topology"><h2>Sites and links</h2><p>There are no sites.</p></section>`;
  const kinds = [...new Set(links.map(({ kind }) => kind))].sort();
  const risks = [...riskLetters(links)];
  return html`<section id="topology"><h2>Sites and links</h2>
<p class="shown" aria-live="polite"><span class="soft">Rounded boxes are AWS sites, double frames premises; a link is named with its cost, where there is room, and when it is pointed at.</span></p>
<div class="picture" tabindex="0" role="group" aria-label="picture of sites and links">${picture}</div>
<ul class="key">${kinds.map(kindKey)}</ul>
${risks.length === 0 ? undefined : html`<p>Shared risks, each of which takes all of its links at once:</p><ul class="key">${risks.map((risk) => riskKey(risk, links))}</ul>`}
${linkTable(backbone)}
${siteTable(backbone)}</section>
`;
}
