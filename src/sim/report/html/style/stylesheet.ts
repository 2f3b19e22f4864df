/** The whole style sheet. It holds no `<` and no `&`, so that the page stays well-formed. */
import { base } from './base.ts';
import { charts } from './charts.ts';
import { customProperties, dark, light } from './palette.ts';
import { parts } from './parts.ts';
import { print } from './print.ts';
import { spacetime } from './spacetime.ts';

export const stylesheet = `
:root { color-scheme: light dark; ${customProperties(light)} }
@media (prefers-color-scheme: dark) { :root { ${customProperties(dark)} } }
${base}${parts}${charts}${spacetime}${print}`;
