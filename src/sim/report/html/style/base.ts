/** Type, links and the shape of the page. */

export const base = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 0.9375rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word;
}
code, pre { font-family: ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; font-size: 0.875em; }
code { overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, pre { margin: 0; }
h1 { font-size: 1.9rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.015em; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.005em; margin-bottom: 0.75rem; }
h3 { font-size: 1rem; font-weight: 650; margin: 1.75rem 0 0.5rem; }
h4 { font-size: 0.875rem; font-weight: 600; margin: 1rem 0 0.375rem; }
.note, .empty, .aside, caption, .description { color: var(--muted); }
.note, .empty { margin-bottom: 1rem; max-width: 46rem; }
.empty { margin-bottom: 0; }
.aside { font-size: 0.8125rem; font-weight: 400; }
@media (min-width: 40.01rem) { .keep { white-space: nowrap; } }
.visually-hidden {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.skip { position: absolute; left: -100vw; top: 0; padding: 0.5rem 1rem; background: var(--page); z-index: 1; }
.skip:focus { left: 0; }

.page { max-width: 75rem; margin: 0 auto; padding: 2.5rem 2rem 4rem; }
main { min-width: 0; }
section { margin-top: 3rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--muted); font-size: 0.8125rem; }
.contents { margin-bottom: 1.75rem; font-size: 0.8125rem; }
.contents ol { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.125rem 1rem; }
.contents a { display: inline-block; padding: 0.1875rem 0; color: var(--muted); text-decoration: none; }
.contents a:hover { color: var(--link); text-decoration: underline; }
@media (min-width: 68.75rem) {
  .page { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 3rem; }
  .contents { position: sticky; top: 2.5rem; align-self: start; max-height: calc(100vh - 5rem); overflow-y: auto; }
  .contents ol { display: block; border-left: 1px solid var(--line); padding-left: 0.875rem; }
}
@media (max-width: 40rem) {
  .page { padding: 1.25rem 1rem 3rem; }
  h1 { font-size: 1.5rem; }
}
`;
