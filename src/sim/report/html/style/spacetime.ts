/** The space-time diagram of a violation. */

export const spacetime = `
.spacetime { display: block; width: 100%; min-width: 50rem; max-width: 68rem; }
.spacetime text { font-size: 12px; }
.spacetime .name { font-size: 12.5px; font-weight: 650; text-anchor: middle; }
.spacetime .number { fill: var(--muted); font-size: 11px; text-anchor: end; }
.spacetime .time { fill: var(--muted); }
.spacetime .date { font-weight: 650; }
.story-chart .lane { stroke: var(--strong); stroke-width: 1.5; }
.story-chart .lane.outside { stroke-dasharray: 5 4; }
.story-chart .down { stroke: var(--orange); stroke-width: 5; stroke-opacity: 0.45; }
.story-chart .words { paint-order: stroke; stroke: var(--page); stroke-width: 4px; stroke-linejoin: round; }
.story-chart .way { fill: none; stroke: var(--muted); stroke-width: 1.5; }
.story-chart .tip { fill: var(--muted); }
.story-chart .way.lost { stroke: var(--orange); stroke-dasharray: 4 3; }
.story-chart .cross { fill: none; stroke: var(--orange); stroke-width: 2.25; }
.story-chart .record { fill: var(--navy); }
.story-chart .record.culprit { fill: var(--bad); }
.story-chart .ring { fill: var(--page); stroke: var(--bad); stroke-width: 1.5; }
.story-chart .bolt { fill: var(--orange); }
.story-chart .again { fill: var(--page); stroke: var(--orange); stroke-width: 2.25; }
.story-chart .detail { font-weight: 650; }
.story-chart .words.trouble { font-weight: 600; }
.story-chart .words.culprit { font-weight: 650; fill: var(--bad); }
.story-chart .band { fill: var(--page); }
.story-chart .dots { stroke: var(--strong); stroke-width: 1.5; stroke-dasharray: 1 5; }
.story-chart .gap .words { fill: var(--muted); font-style: italic; }
.story-chart .wrong .band { fill: var(--bad-soft); stroke: var(--bad); }
.story-chart .seen .band { fill: var(--page); stroke: var(--bad); stroke-dasharray: 4 3; }
.story-chart .healed .band { fill: var(--good-soft); stroke: var(--good); }
.story-chart .wrong .words, .story-chart .seen .words, .story-chart .healed .words { font-weight: 650; stroke: none; }
.story-chart .wrong .words, .story-chart .seen .words { fill: var(--bad); }
.story-chart .healed .words { fill: var(--good); }
.story-chart { margin-top: 1.25rem; }
`;
