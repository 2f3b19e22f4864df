/** The JSON Schema of scenario files, from which editors complete and validate. */
import { z } from 'zod';
import { writtenForm } from './written-form.ts';

/** Draft 2020-12, of the form that people write: defaults and examples are in the units of the file. */
export function scenarioJsonSchema(): z.core.JSONSchema.BaseSchema {
  const schema = z.toJSONSchema(writtenForm, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      // Of what is transformed, zod takes examples to be results; here they are texts to write.
      const { examples } = z.globalRegistry.get(zodSchema) ?? {};
      if (Array.isArray(examples) && examples.length > 0) jsonSchema.examples = examples;
      // A section that may be left out has its defaults on its keys; an empty mapping as a default tells a reader nothing.
      if (JSON.stringify(jsonSchema.default) === '{}') delete jsonSchema.default;
    },
  });
  return { ...schema, title: 'everypenny scenario' };
}
