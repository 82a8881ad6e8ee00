// Pure: how the tables of what survives, the trace of a cell, and the filters look.

export const SURVIVES_STYLES = `
.mark { display: inline-block; width: 1.45em; height: 1.45em; line-height: 1.4em; border-radius: 4px; text-align: center; font-style: normal; font-weight: 700; border: 1px solid transparent; }
.mark.lost { color: var(--bad); background: var(--bad-ground); border-color: var(--bad); border-width: 2px; line-height: 1.3em; }
.mark.spared { color: var(--warn); background: var(--warn-ground); }
.mark.unknown { color: var(--text); background: var(--panel); border: 1px dashed var(--text); }
.mark.moved { color: var(--moved); background: var(--moved-ground); }
.mark.as-before { color: var(--soft); }
.key .mark { margin-right: 0.2rem; }
.scroll.wide { width: fit-content; max-height: 85vh; border: 1px solid var(--line); }
.matrix { border-collapse: separate; border-spacing: 0; font-size: 0.9em; }
.matrix th, .matrix td { border-width: 0 1px 1px 0; padding: 0.2rem 0.35rem; white-space: nowrap; }
.matrix td { text-align: center; vertical-align: middle; position: relative; background: var(--ground); min-width: 2.2rem; }
.matrix thead th { position: sticky; top: 0; z-index: 2; vertical-align: bottom; text-align: left; }
.matrix thead th[data-f] span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 14rem; overflow: hidden; text-overflow: ellipsis; padding: 0.3rem 0; }
.matrix tbody th[scope="row"] { position: sticky; left: 0; z-index: 1; font-weight: 400; max-width: 22rem; overflow: hidden; text-overflow: ellipsis; }
.matrix thead th:first-child { left: 0; z-index: 3; }
.matrix .kind th { background: var(--ground); font-weight: 600; color: var(--soft); padding-top: 0.7rem; }
.matrix .two .mark + .mark { margin-left: 2px; }
.matrix .unjudged { background: repeating-linear-gradient(45deg, var(--ground) 0 5px, var(--panel) 5px 10px); }
td a { color: inherit; text-decoration: none; }
td .ref { display: none; }
td[tabindex] { cursor: pointer; }
td[tabindex]:focus-visible { outline-offset: -3px; z-index: 1; }
td.chosen { box-shadow: inset 0 0 0 2px var(--accent); }
.list td, .list th { padding: 0.2rem 0.6rem; overflow-wrap: anywhere; }
.failure > summary, .from > summary, .trace > summary, .folded > summary { padding: 0.2rem 0; overflow-wrap: anywhere; }
.filters { display: flex; flex-wrap: wrap; gap: 0.4rem 1.2rem; align-items: center; margin: 0.8rem 0; }
.filters select { max-width: 14rem; }
button.show { margin-top: 0.3rem; }
dialog { border: 1px solid var(--line); border-radius: 8px; background: var(--ground); color: var(--text); width: min(64rem, 96vw); max-height: 94vh; padding: 1rem 1.2rem; overflow: auto; }
dialog::backdrop { background: rgb(0 0 0 / 0.45); }
dialog form { display: flex; gap: 1rem; justify-content: space-between; align-items: start; }
dialog h2 { margin: 0 0 0.6rem; border: 0; font-size: 1.1rem; overflow-wrap: anywhere; }
dialog .picture { margin-bottom: 0.8rem; }
dialog svg.topology { max-height: 38vh; }
dialog h3 { margin: 0.8rem 0 0.2rem; }
dialog ol { margin: 0.3rem 0; padding-left: 2rem; font-size: 0.92em; }
dialog li { margin: 0.15rem 0; overflow-wrap: anywhere; }
dialog .route { display: block; color: var(--soft); }
`;
