// Pure: how a page looks on a small screen, and on paper: light, nothing cut off or hidden, and cells that name their trace.

export const PRINT_STYLES = `
@media (max-width: 40rem) {
  body { font-size: 0.875rem; padding-inline: 0.7rem; }
  .matrix tbody th[scope="row"], .matrix thead th:first-child { max-width: 38vw; white-space: normal; overflow-wrap: anywhere; }
  .group { padding: 0.5rem 0.6rem 0.7rem; }
  .group ol { padding-left: 1.3rem; }
  .counts li { min-width: 5.2rem; padding: 0.3rem 0.6rem; }
  dialog { padding: 0.7rem; }
  dialog svg.topology { min-width: 0; }
  .scroll:not(.hops) > table:not(.matrix, .list) { min-width: 38rem; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --panel: #f5f7f9; --line: #b6c0ca; --text: #000000; --soft: #454d55;
    --accent: #0b5cad; --focus: #0b5cad;
    --bad: #b3151b; --bad-ground: #fde7e7; --warn: #7a4b00; --warn-ground: #fff1d0;
    --good: #17692f; --good-ground: #e2f4e6; --moved: #0b5cad; --moved-ground: #e3effb;
    --dx: #6a2aa8; --vpn: #8a4b00; --peering: #46525e;
  }
  * { print-color-adjust: exact; }
  @page { margin: 12mm; }
  body { padding: 0; max-width: none; font-size: 9pt; }
  nav, .filters, .skip, button.show, dialog, .scripted, .shown { display: none !important; }
  h2 { margin-top: 6mm; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .scroll, .scroll.wide, .picture { overflow: visible; max-height: none; border: 0; }
  svg.topology { min-width: 0; max-height: 150mm; }
  .matrix { font-size: 7pt; }
  .matrix thead th, .matrix tbody th[scope="row"], .matrix thead th:first-child { position: static; }
  .matrix th, .matrix td { padding: 0.5mm; min-width: 0; }
  .matrix th { white-space: normal; }
  td .ref { display: block; font-weight: 400; font-size: 6pt; }
  .list .ref { display: inline; margin-left: 1mm; }
  tr, .group li, .verdict, .counts, .key { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
  thead { display: table-header-group; }
  .key button { text-decoration: none; }
  .folded .trace { display: none; }
  .hops { font-size: 7pt; margin: 1mm 0 2mm; }
  .hops td, .hops th { padding: 0 1mm; }
  .hops thead { display: none; }
  #traces { font-size: 8pt; }
}
`;
