/** What an editor is told about the faults section: the same forms that it is read by, as JSON Schema. */
import { z } from 'zod';
import { profiles } from '../../faults/plan.ts';
import { faultItems, storm } from './fault-items.ts';

export const faultsSchema = {
  description: 'What goes wrong: nothing, a ready-made storm, or a list of rules of which the first that applies wins.',
  get anyOf(): unknown[] {
    const items = [storm, ...faultItems.values()].map(schemaOf);
    return [
      { type: 'string', enum: profiles },
      { type: 'array', items: { anyOf: items } },
    ];
  },
  examples: ['light', [{ fault: 'network.drop', from: 'executor', to: 'psp', rate: '2%' }]],
};

function schemaOf(form: z.ZodType): unknown {
  const { $schema: _, ...schema } = z.toJSONSchema(form, {
    io: 'input',
    override({ zodSchema, jsonSchema }) {
      const { examples } = z.globalRegistry.get(zodSchema) ?? {};
      if (Array.isArray(examples) && examples.length > 0) jsonSchema.examples = examples;
    },
  });
  return schema;
}
