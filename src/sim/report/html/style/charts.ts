/** Charts and the diagram of the flow. */

export const charts = `
.chart + .chart { margin-top: 1.5rem; }
.panels .chart + .chart { margin-top: 0; }
.chart + .scroll { margin-top: 1.75rem; }
figcaption { font-size: 0.875rem; font-weight: 550; margin-bottom: 0.375rem; }
.panels figcaption { font-size: 0.9375rem; font-weight: 650; }
.chart > svg { display: block; overflow: visible; }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.125rem 1.25rem; font-size: 0.8125rem; color: var(--muted); margin-bottom: 0.75rem; }
.legend li { display: flex; align-items: center; gap: 0.4375rem; }
.panels > .chart { min-width: 0; }
svg text { fill: var(--ink); font-size: 0.75rem; }
svg .tick { fill: var(--muted); paint-order: stroke; stroke: var(--page); stroke-width: 3px; stroke-linejoin: round; }
@media (max-width: 40rem) { .spare { display: none; } }
.grid { stroke: var(--line); } .axis { stroke: var(--strong); }
.grid, .axis { shape-rendering: crispEdges; }
.target { fill: transparent; }
.target:hover { fill: var(--ink); fill-opacity: 0.08; }

.arrived { fill: var(--blue-soft); }
.closed { fill: none; stroke: var(--navy); stroke-width: 1.5; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.open { fill: var(--orange); }

.row { font-weight: 550; }
.range { stroke: var(--strong); stroke-width: 2; }
.p50 { fill: var(--navy); } .p95 { fill: var(--blue); } .p99 { fill: var(--page); stroke: var(--blue); stroke-width: 2; }
.max { stroke: var(--orange); stroke-width: 3; }

.curve { fill: none; stroke: var(--strong); stroke-width: 1.5; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.of-p50 { stroke: var(--navy); } .of-p95, .of-p99 { stroke: var(--blue); } .of-p99 { stroke-dasharray: 5 3; }
.came { stroke: var(--strong); stroke-dasharray: 3 3; }
.knee-at { stroke: var(--good); stroke-width: 2; }
.missing-at { stroke: var(--orange); stroke-width: 2; stroke-dasharray: 4 3; }

.gross { fill: var(--blue-soft); stroke: var(--blue); stroke-width: 1; }
.fees { fill: var(--orange); }
.paidOut { fill: var(--blue); }
.cash { fill: var(--navy); }

.refunded { fill: var(--page); stroke: var(--orange); stroke-width: 1.5; }

.fired { fill: var(--orange); }
/* The stroke keeps what is short in sight. */
.span { stroke-width: 1; }
.down { fill: var(--orange); stroke: var(--orange); }
.shut { fill: var(--page); stroke: var(--orange); }
.overloaded { fill: var(--navy); stroke: var(--navy); }
.paused { fill: var(--blue); stroke: var(--blue); }
.slow { fill: var(--blue-soft); stroke: var(--blue); }
.cutOff { fill: var(--muted); stroke: var(--muted); }
.clockOff { fill: var(--page); stroke: var(--muted); }
.healing { stroke: var(--good); stroke-width: 2; }
.settling { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 3 3; }

.dots { display: block; overflow: visible; }
.could { fill: var(--page); stroke: var(--muted); stroke-width: 1.5; }
.did { fill: var(--orange); }
.changed { fill: var(--navy); }
.score.found { fill: var(--blue); }
.score.missed { fill: var(--orange); }
.score.harmless { fill: var(--strong); }

.flow { display: block; width: 100%; min-width: 46rem; max-width: 62rem; overflow: visible; padding: 0 0.75rem 0 0; }
.flow text { font-size: 12px; }
.node { fill: var(--raised); stroke: var(--strong); }
.node.outside { fill: none; stroke-dasharray: 4 3; }
.flow .name { font-size: 13.5px; font-weight: 650; }
.flow .line, .flow .noun { fill: var(--muted); }
.flow .figure, .flow .noun { text-anchor: middle; }
.flow .figure { font-weight: 650; }
.arrow { fill: none; stroke: var(--muted); stroke-width: 1.25; }
.head { fill: var(--muted); }
circle.badge { fill: var(--navy); }
.flow .step { fill: var(--page); font-size: 11px; font-weight: 700; text-anchor: middle; }
.store { fill: none; stroke: var(--muted); stroke-width: 1.25; }
`;
