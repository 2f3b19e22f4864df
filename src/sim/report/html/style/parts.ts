/** The header, tiles, violations and tables. */

export const parts = `
.kicker { color: var(--muted); font-size: 0.8125rem; margin-bottom: 0.375rem; }
.description { margin-top: 0.375rem; max-width: 46rem; }
.verdict { margin-top: 1.25rem; padding: 1rem 1.25rem; border-left: 4px solid var(--tone); background: var(--tone-soft); border-radius: 0 6px 6px 0; }
.consistent { --tone: var(--good); --tone-soft: var(--good-soft); }
.inconsistent { --tone: var(--bad); --tone-soft: var(--bad-soft); }
.inconclusive, .reserved { --tone: var(--warn); --tone-soft: var(--warn-soft); }
.badge { display: inline-flex; align-items: center; gap: 0.5rem; font-weight: 650; color: var(--tone); }
.verdict-mark circle { fill: var(--tone); }
.verdict-mark path { fill: none; stroke: var(--page); stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; }
.lead { margin-top: 0.25rem; font-size: 1.125rem; line-height: 1.45; max-width: 54rem; overflow-wrap: anywhere; }
.switched-on { margin-top: 0.375rem; max-width: 46rem; }
.switched-on strong { color: var(--warn); }
.reasons { margin-top: 0.5rem; padding-left: 1.2rem; }
.reasons li::first-letter { text-transform: uppercase; }
.facts { display: grid; gap: 0.125rem; margin-top: 1.25rem; font-size: 0.875rem; }
.facts div { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 0.75rem; }
@media (max-width: 40rem) { .facts div { grid-template-columns: 6rem minmax(0, 1fr); } }
.facts dt, .reproduce-label { color: var(--muted); }
.reproduce-label { margin: 1rem 0 0.375rem; font-size: 0.875rem; }
.reproduce {
  padding: 0.625rem 0.875rem; background: var(--raised); border: 1px solid var(--line); border-radius: 6px;
  white-space: pre-wrap; overflow-wrap: anywhere; user-select: all;
}

.tiles { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1px; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
@media (max-width: 52rem) { .tiles { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
@media (max-width: 40rem) { .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
.tile { background: var(--page); padding: 0.75rem 0.875rem; box-shadow: 0 0 0 1px var(--line); }
.tile dt { font-size: 0.8125rem; color: var(--muted); }
.tile .value { font-size: 1.4rem; line-height: 1.3; font-weight: 600; letter-spacing: -0.01em; overflow-wrap: anywhere; }
.tile .long { font-size: 1.0625rem; }
.tile.alert .value { color: var(--warn); }

.violation { border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 0 6px 6px 0; padding: 1rem 1.25rem 1.125rem; }
.violation + .violation { margin-top: 1rem; }
.violation h3 { margin: 0 0 0.25rem; color: var(--bad); font-size: 1.0625rem; }
.violation .id { color: var(--muted); font-weight: 400; }
.violation .facts { margin-top: 0.75rem; }
.sentence { margin-top: 0.875rem; font-weight: 600; }
.story { padding-left: 1.75rem; max-width: 50rem; }
.story li { margin: 0.1875rem 0; padding-left: 0.25rem; }
.story li::marker, .steps li::marker { color: var(--muted); font-size: 0.8125rem; }

.warning { border-left: 4px solid var(--warn); background: var(--warn-soft); border-radius: 0 6px 6px 0; padding: 0.75rem 1.25rem; margin-bottom: 1rem; }
.warning .mark { color: var(--warn); font-weight: 700; }
.warning ul { margin-top: 0.375rem; padding-left: 1.2rem; font-size: 0.875rem; }
.phases { margin: 0 0 1.25rem; }
.note.after { margin: 1rem 0 0; }

.scroll { overflow-x: auto; max-width: 100%; }
.scroll + .scroll { margin-top: 1rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; line-height: 1.45; }
caption { text-align: left; padding-bottom: 0.5rem; font-size: 0.875rem; }
th, td { text-align: left; vertical-align: baseline; padding: 0.375rem 1rem 0.375rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: 0.8125rem; white-space: nowrap; border-bottom-color: var(--strong); vertical-align: bottom; }
.number { text-align: right; white-space: nowrap; }
.number:has(> .whole) { white-space: normal; }
.whole { white-space: nowrap; }
/* A caption stays in sight while its table scrolls beneath it. */
caption > span { display: inline-block; position: sticky; left: 0; max-width: min(52rem, calc(100vw - 2rem)); }
td, tbody th { max-width: 30rem; overflow-wrap: break-word; }
tbody th:has(.aside) { min-width: 12rem; }
tbody th:has(code) { min-width: 9rem; }
.prose { min-width: 14rem; }
th.plot, td.plot { width: 34%; min-width: 9rem; padding-left: 0.5rem; padding-right: 0.75rem; }
td.plot { vertical-align: middle; padding-top: 0; padding-bottom: 0; }
.line { display: block; }
tr.scored th { min-width: 13rem; }
tr.dense th, tr.dense td { padding-top: 0.125rem; padding-bottom: 0.125rem; }
tfoot td, tfoot th { border-bottom: 0; border-top: 1px solid var(--strong); font-weight: 600; }
tr.idle td, tr.idle th, tr.idle .aside { color: var(--muted); font-style: italic; }
tr.broken { background: var(--bad-soft); }
.invariant { display: block; font-weight: 550; }
.status { white-space: nowrap; }
.prose .status { display: block; padding-left: 1.1em; text-indent: -1.1em; white-space: normal; }
.prose .status .mark { text-indent: 0; }
.status .mark { display: inline-block; width: 1.1em; font-weight: 700; }
.good { color: var(--good); } .bad { color: var(--bad); font-weight: 600; } .warn { color: var(--warn); } .idle .status { color: var(--muted); }

.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: 2rem 2.5rem; align-items: start; }
.panels .scroll + .scroll { margin-top: 0; }
.panels.held caption { color: var(--muted); font-weight: 400; font-size: 0.875rem; }
.panels caption { color: var(--ink); font-weight: 650; font-size: 0.9375rem; }
.book tbody .class th, .book tbody .class td { padding-top: 0.625rem; font-weight: 550; border-bottom: 0; padding-bottom: 0.125rem; }
.book .leaf { padding-left: 1rem; }
.book .leaf, .book .leaf + td { color: var(--muted); padding-top: 0.125rem; padding-bottom: 0.125rem; border-bottom: 0; }
.book tbody tr:last-child > * { padding-bottom: 0.5rem; border-bottom: 1px solid var(--line); }
.bar { display: block; height: 3px; margin: 0.1875rem 0 0 auto; background: var(--blue); border-radius: 1px; }
details { margin-top: 1.25rem; }
summary { cursor: pointer; color: var(--link); font-size: 0.875rem; width: fit-content; }
details .scroll { margin-top: 0.75rem; }
.steps { margin-top: 1.25rem; padding-left: 1.75rem; columns: 24rem 2; column-gap: 2.5rem; font-size: 0.875rem; }
.steps li { break-inside: avoid; margin-bottom: 0.375rem; padding-left: 0.25rem; }
`;
