// Pure: how a page looks on screens, light and dark. Each pair of a text and its ground has a contrast of 4.5 or more (WCAG 2.2, AA).

export const BASE_STYLES = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --panel: #f5f7f9; --line: #c9d1d9; --text: #1b2229; --soft: #57616b;
  --accent: #0b5cad; --focus: #0b5cad;
  --bad: #b3151b; --bad-ground: #fde7e7; --warn: #7a4b00; --warn-ground: #fff1d0;
  --good: #17692f; --good-ground: #e2f4e6; --moved: #0b5cad; --moved-ground: #e3effb;
  --dx: #6a2aa8; --vpn: #8a4b00; --peering: #46525e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12171c; --panel: #1b2229; --line: #3b4650; --text: #e8edf2; --soft: #a8b3bd;
    --accent: #7cb8f7; --focus: #9ccbff;
    --bad: #ff9a97; --bad-ground: #4a1a1c; --warn: #f5c56b; --warn-ground: #42310c;
    --good: #85d99a; --good-ground: #12391f; --moved: #8cc3ff; --moved-ground: #163454;
    --dx: #cfa6ff; --vpn: #f0b26a; --peering: #aab6c1;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.25rem clamp(0.75rem, 3vw, 2.5rem) 4rem; max-width: 110rem;
  background: var(--ground); color: var(--text);
  font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif;
}
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0.2rem 0 0.6rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.4rem 0 0.6rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.2rem 0 0.4rem; overflow-wrap: anywhere; }
p, ul, dl { margin: 0.4rem 0 0.8rem; max-width: 60rem; }
a { color: var(--accent); }
code, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.92em; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
.soft { color: var(--soft); }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--ground); padding: 0.4rem 0.8rem; z-index: 9; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; list-style: none; padding: 0; margin: 0.8rem 0 0; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; }
th { background: var(--panel); font-weight: 600; }
.scroll { overflow: auto; max-width: 100%; }
summary { cursor: pointer; }
button, select, input { font: inherit; color: inherit; }
button, select { background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: 0.25rem 0.7rem; }
button { cursor: pointer; }
[hidden] { display: none !important; }

.verdict { display: flex; gap: 0.8rem; align-items: baseline; padding: 0.8rem 1rem; border-left: 6px solid; border-radius: 4px; font-size: 1.15rem; font-weight: 600; }
.verdict.good { background: var(--good-ground); color: var(--good); border-color: var(--good); }
.verdict.bad { background: var(--bad-ground); color: var(--bad); border-color: var(--bad); }
.verdict.open { background: var(--warn-ground); color: var(--warn); border-color: var(--warn); }
.counts { display: flex; flex-wrap: wrap; gap: 0.5rem; padding: 0; margin: 0.8rem 0; list-style: none; max-width: none; }
.counts li { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 0.4rem 0.9rem; min-width: 6.5rem; }
.counts strong { display: block; font-size: 1.3rem; line-height: 1.25; font-variant-numeric: tabular-nums; }

.badge { display: inline-block; padding: 0 0.55em; border-radius: 4px; border: 1px solid; font-weight: 600; font-size: 0.85em; white-space: nowrap; }
.badge.error { color: var(--bad); background: var(--bad-ground); }
.badge.warning { color: var(--warn); background: var(--warn-ground); }
.badge.info { color: var(--soft); background: var(--panel); }
.group { border: 1px solid var(--line); border-left-width: 5px; border-radius: 4px; padding: 0.6rem 1rem 0.8rem; margin: 0.9rem 0; }
.group.error { border-left-color: var(--bad); }
.group.warning { border-left-color: var(--warn); }
.group h3 { margin: 0.1rem 0 0.5rem; }
.group ol { margin: 0.3rem 0; padding-left: 1.6rem; }
.group li { margin: 0.45rem 0; overflow-wrap: anywhere; }
.group .fix { margin: 0.6rem 0 0; padding: 0.35rem 0.7rem; background: var(--panel); border-radius: 4px; max-width: none; }
.hops { margin: 0.4rem 0; font-size: 0.88em; }
.hops td, .hops th { padding: 0.15rem 0.5rem; overflow-wrap: anywhere; }
`;
