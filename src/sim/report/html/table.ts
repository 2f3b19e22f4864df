/** Tables that read well aloud and on narrow screens: a caption, headed rows and columns, and a box of their own to scroll in. */
import { count } from './format.ts';
import { markup, nothing, type Markup, type Part } from './markup.ts';

type Kind = 'number' | 'name' | 'prose' | 'plot';

export interface Column<Row> {
  readonly head: Part;
  /**
   * `number` aligns to the right; `name` heads the row; `prose` is text that keeps some width; `plot` takes what width there
   * is. Short text when left out.
   */
  readonly kind?: Kind;
  readonly cell: (row: Row, index: number) => Part;
}

interface Table<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** A class of the row, such as `idle`. */
  readonly rowClass?: (row: Row) => string | undefined;
  /** One cell per column, set apart below the rows. */
  readonly foot?: readonly Part[];
  /** How many rows are shown; the caption then says that there are more. All when left out. */
  readonly most?: number;
  /** Said in place of a table without rows. */
  readonly empty?: string;
}

export function table<Row>(given: Table<Row>): Markup {
  if (given.rows.length === 0) return markup`<p class="empty">${given.empty ?? 'Nothing to show.'}</p>`;
  const head = given.columns.map(({ head: text, kind }) => markup`<th scope="col"${classOf(kind)}>${text}</th>`);
  const shown = given.rows.slice(0, given.most);
  const caption =
    shown.length === given.rows.length
      ? given.caption
      : `${given.caption} The first ${count(shown.length)} of ${count(given.rows.length)} are shown; report.json has them all.`;
  const body = shown.map((row, index) => {
    const cells = given.columns.map((column) => cellOf(column.kind, column.cell(row, index)));
    const named = given.rowClass?.(row);
    return markup`<tr${named === undefined ? nothing : markup` class="${named}"`}>${cells}</tr>\n`;
  });
  return scrolling(
    given.caption,
    markup`<table><caption><span>${caption}</span></caption>
<thead><tr>${head}</tr></thead>
<tbody>${body}</tbody>${footOf(given)}
</table>`,
  );
}

/** A box that scrolls sideways on its own, reachable by keyboard. */
export function scrolling(label: string, body: Markup): Markup {
  return markup`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${body}</div>`;
}

function footOf<Row>(given: Table<Row>): Markup {
  if (given.foot === undefined) return nothing;
  const cells = given.foot.map((part, index) => cellOf(given.columns[index]?.kind, part));
  return markup`<tfoot><tr>${cells}</tr></tfoot>`;
}

function cellOf(kind: Kind | undefined, part: Part): Markup {
  return kind === 'name' ? markup`<th scope="row">${part}</th>` : markup`<td${classOf(kind)}>${part}</td>`;
}

function classOf(kind: Kind | undefined): Markup {
  return kind === undefined || kind === 'name' ? nothing : markup` class="${kind}"`;
}
