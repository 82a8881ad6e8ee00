// Pure: how the picture of sites and links looks: kinds of links differ in colour, width and dashes; what fails or is shown
// as a path has a sign or a width of its own as well.

export const TOPOLOGY_STYLES = `
.picture { border: 1px solid var(--line); border-radius: 6px; background: var(--ground); overflow: auto; text-align: center; }
svg.topology { max-width: 100%; height: auto; min-width: 34rem; max-height: 46rem; font-family: inherit; }
.topology text { fill: var(--text); font-size: 12px; text-anchor: middle; }
.topology .site rect { fill: var(--panel); stroke: var(--text); stroke-width: 1.5; }
.topology .site.on-prem rect { fill: var(--ground); stroke-width: 1.5; }
.topology .site .inner { fill: none; stroke-width: 0.75; }
.topology .site .name { font-size: 14px; font-weight: 600; }
.topology .site .prefix { fill: var(--soft); font-size: 11px; }
.topology .run { fill: none; stroke: var(--peering); stroke-width: 2; stroke-dasharray: 2 4; }
.topology .wide { fill: none; stroke: transparent; stroke-width: 12; }
.topology .transit-gateway-peering .run, .key .transit-gateway-peering { stroke: var(--peering); stroke-width: 2; stroke-dasharray: none; }
.topology .direct-connect .run, .key .direct-connect { stroke: var(--dx); stroke-width: 4; stroke-dasharray: none; }
.topology .site-to-site-vpn .run, .key .site-to-site-vpn { stroke: var(--vpn); stroke-width: 2.5; stroke-dasharray: 8 5; }
.topology .label rect { fill: var(--ground); opacity: 0.9; }
.topology.bare .site .name { font-size: 24px; }
.topology.bare .site .prefix { display: none; }
.topology.bare .label { display: none; }
.topology.bare .label.path, .topology.bare .label.failed, .topology.bare .label.group-of { display: inline; }
.topology .risk circle { fill: var(--warn-ground); stroke: var(--warn); }
.topology .risk text { fill: var(--warn); font-size: 11px; font-weight: 700; }
.topology .cross { display: none; fill: var(--bad); font-weight: 700; }
.topology .failed .cross { display: inline; }
.topology .link.failed .run { stroke: var(--bad); stroke-dasharray: 3 5; }
.topology .label.failed rect { fill: var(--bad-ground); stroke: var(--bad); opacity: 1; }
.topology .link.path .wide { stroke: var(--moved); opacity: 0.45; }
.topology .label.path rect { fill: var(--moved-ground); stroke: var(--moved); opacity: 1; }
.topology .site.end rect { stroke: var(--moved); stroke-width: 3; }
.topology .site.failed rect { stroke: var(--bad); stroke-dasharray: 4 4; stroke-width: 2.5; }
.topology .link.group-of .wide { stroke: var(--warn); opacity: 0.45; }
.topology .label.group-of rect { stroke: var(--warn); opacity: 1; }
.topology .link.added .wide { stroke: var(--good); opacity: 0.4; }
.topology .label.added rect, .topology .site.added rect { stroke: var(--good); stroke-width: 2; opacity: 1; }
.topology .link.removed .wide { stroke: var(--bad); opacity: 0.3; }
.topology .label.removed rect, .topology .site.removed rect { stroke: var(--bad); stroke-width: 2; stroke-dasharray: 4 3; opacity: 1; }
.topology .link.changed .wide { stroke: var(--warn); opacity: 0.4; }
.topology .label.changed rect, .topology .site.changed rect { stroke: var(--warn); stroke-width: 2; opacity: 1; }
.key { display: flex; flex-wrap: wrap; gap: 0.3rem 1.4rem; align-items: center; list-style: none; padding: 0; margin: 0.6rem 0; max-width: none; }
.key svg { vertical-align: middle; margin-right: 0.4rem; }
.key .sign { display: inline-block; min-width: 1.5em; text-align: center; margin-right: 0.3rem; }
.key .letter { display: inline-block; width: 1.55em; height: 1.55em; line-height: 1.45em; border-radius: 50%; text-align: center; font-weight: 700; font-size: 0.8em; color: var(--warn); background: var(--warn-ground); border: 1px solid; }
.key button { border: 0; background: none; padding: 0 0.2rem; text-decoration: underline dotted; }
.shown { min-height: 1.6em; }
`;
