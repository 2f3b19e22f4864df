/** What the written form is made of: texts with units, whole numbers, mappings, and the way to complain about them. */
import { z } from 'zod';
import { refused, type Parsed } from '../units/parsed.ts';

/** A kind of text: how it is read, and how an editor recognises it. */
export interface TextForm<T> {
  readonly parse: (text: string) => Parsed<T>;
  /** A regular expression of the whole text, for the JSON Schema; of the kind that works without flags. */
  readonly pattern?: string;
  readonly examples: readonly string[];
  /** A whole number that is not negative will do as well, read by its digits. */
  readonly wholeNumbersToo?: boolean;
}

export interface Complaint {
  /** From where the complaint is made; that place itself when left out. */
  readonly path?: readonly (string | number)[];
  /** Points at the key, where the key and not its value is wrong. */
  readonly atKey?: boolean;
  /** What is there; the value itself when left out. */
  readonly seen?: string;
  readonly expected: string;
  readonly hint?: string | undefined;
}

type Text<T> = z.ZodPipe<z.ZodUnknown, z.ZodTransform<T, unknown>>;

/** A text that is read by its form. */
export function text<T>(form: TextForm<T>, description: string): Text<T> {
  const read = z.unknown().transform((value, context): T => {
    const result = readText(form, value);
    if (result.ok) return result.value;
    complain(context, result);
    return z.NEVER;
  });
  const type = form.wholeNumbersToo === true ? ['string', 'integer'] : 'string';
  const pattern = form.pattern === undefined ? {} : { pattern: `^${form.pattern}$` };
  return read.meta({ description, type, ...pattern, examples: [...form.examples] });
}

/** A whole number within bounds, both included. */
export function wholeNumber(from: number, to: number, description: string, why?: string): z.ZodInt {
  const error = `a whole number from ${from} to ${to}${why === undefined ? '' : `: ${why}`}`;
  return z.int({ error, abort: true }).min(from, { error }).max(to, { error }).describe(description);
}

/** A mapping that has these keys and no others. */
export function mapping<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  description: string,
): z.ZodObject<Shape, z.core.$strict> {
  return z
    .strictObject(shape, { error: `a mapping with the keys ${Object.keys(shape).join(', ')}` })
    .describe(description);
}

/** A list with at least one item. */
export function list<Item extends z.ZodType>(item: Item, expected: string): z.ZodArray<Item> {
  return z.array(item, { error: expected }).min(1, { error: expected });
}

export function complain<T>(context: z.core.$RefinementCtx<T>, { path, atKey, seen, expected, hint }: Complaint): void {
  context.addIssue({ code: 'custom', message: expected, path: [...(path ?? [])], params: { atKey, seen, hint } });
}

/** To whoever wrote the only item of a list without the list. */
export const listOfOne = 'put brackets around it: a list of one is a list, too';

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readText<T>(form: TextForm<T>, value: unknown): Parsed<T> {
  if (typeof value === 'string') return withCommaHint(form, value);
  if (typeof value !== 'number' && typeof value !== 'boolean') return refusal(form.parse(''));
  const asText = form.parse(String(value));
  if (!asText.ok || (form.wholeNumbersToo === true && Number.isSafeInteger(value))) return asText;
  // YAML reads a bare 5 or true as no text, though its letters may be just what is wanted.
  return refused('a text', 'put it in quotes');
}

/** `2,9%` and `1,500.00 EUR`: a comma is written before decimals here and between thousands there, and in no form. */
function withCommaHint<T>(form: TextForm<T>, value: string): Parsed<T> {
  const result = form.parse(value);
  if (result.ok || result.hint !== undefined || value.length > 100 || !/\d,\d/.test(value)) return result;
  const meant = [value.replace(/(?<=\d),(?=\d)/g, '.'), value.replace(/(?<=\d),(?=\d{3})/g, '')];
  const written = meant.filter((each) => form.parse(each).ok).map((each) => `\`${each}\``);
  return written.length === 0 ? result : refused(result.expected, `write ${written.join(' or ')}`);
}

/** No form accepts an empty text. */
function refusal<T>(result: Parsed<T>): Parsed<T> {
  return result.ok ? refused('a text') : refused(result.expected);
}
