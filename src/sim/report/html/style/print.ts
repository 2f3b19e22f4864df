/** On paper: always light, without what only a screen can use. */
import { customProperties, light } from './palette.ts';

export const print = `
@media print {
  :root { color-scheme: light; ${customProperties(light)} }
  @page { margin: 16mm 14mm; }
  body { font-size: 9.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .page { display: block; max-width: none; padding: 0; }
  .contents, .skip { display: none; }
  .scroll { overflow: visible; }
  .flow, .spacetime { min-width: 0; }
  /* The picture of a violation takes most of a page. */
  #violations, .violation + .violation { break-before: page; }
  section { margin-top: 1.5rem; padding-top: 1rem; }
  h2, h3, h4, caption { break-after: avoid; }
  figure, tr, .tile, .violation .facts, .steps li { break-inside: avoid; }
  thead { display: table-header-group; }
  details::details-content { content-visibility: visible; height: auto; }
  summary { display: none; }
  a { color: inherit; text-decoration: none; }
}
`;
