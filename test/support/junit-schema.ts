/** The schema of JUnit XML. */
import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';

const schema = readFileSync(new URL('../fixtures/junit.xsd', import.meta.url), 'utf8');

/** What the schema finds wrong with a text. */
export async function problemsOf(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml, schema, maxMemoryPages: 4096 });
  return errors.map(({ message }) => message);
}
