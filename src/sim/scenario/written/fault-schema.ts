/** What an editor is told about the faults section: the same forms that it is read by, as JSON Schema. */
import { z } from 'zod';
import { faultKinds } from '../../faults/catalogue.ts';
import { profiles } from '../../faults/plan.ts';
import { faultItems, storm } from './fault-items.ts';

/** Which further keys a line has depends on its fault; the reader knows. */
const scriptSchema = {
  type: 'object',
  properties: {
    script: {
      type: 'array',
      description: 'Faults at exact sites, as a run leaves them in faults.yaml; nothing else goes wrong.',
      items: {
        type: 'object',
        properties: {
          site: { type: 'string', description: 'Where, as in `executor→psp ChargeRequested order-17.1 #1`.' },
          fault: { type: 'string', enum: faultKinds },
        },
        required: ['site', 'fault'],
      },
    },
  },
  required: ['script'],
  additionalProperties: false,
};

export const faultsSchema = {
  description:
    'What goes wrong: nothing, a ready-made storm, a list of rules of which the first that applies wins, or an exact script.',
  get anyOf(): unknown[] {
    const items = [storm, ...faultItems.values()].map(schemaOf);
    return [{ type: 'string', enum: profiles }, { type: 'array', items: { anyOf: items } }, scriptSchema];
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
