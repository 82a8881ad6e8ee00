// Pure: what the verdict rests on: what is modelled, and what nobody has looked at.

import { html, type Markup } from './html';

export function assumptionsSection(): Markup {
  return html`<section id="assumptions"><h2>What this rests on</h2>
<p><strong>Baseline</strong> is what CloudFormation owns, alone: links fail, BGP withdraws where it sees that, and nobody steers.
<strong>Controlled</strong> is the same with the overrides, announcements and withdrawals that Detour's controllers would make of it.</p>
<ul>
<li>The synthesized templates are the only input. Every hop is looked up as AWS does: the longest prefix, then AWS's order of origins.</li>
<li>A link that fails <em>grey</em> drops data while its attachments, routes and BGP sessions stay up; <em>down</em> is seen by BGP.
Nothing watches a peering, so it only fails grey.</li>
<li>A shared risk takes all of its links at once. A lost site takes its links, its tables and its controller.</li>
<li>A flow is as good as the packet of it that fares worst, of one to each part of the other site's prefixes.</li>
<li>BGP is taken when it has come to rest. How long anything takes is not judged here: <code>detour rehearse</code> does that.</li>
<li>Security groups, network ACLs, firewalls' rules and what routers on premises were told are not in these templates.</li>
</ul></section>
`;
}
