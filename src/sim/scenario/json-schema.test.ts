import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scenarioJsonSchema } from './json-schema.ts';
import { starterScenario } from './starter.ts';
import { openDocument } from './document.ts';

type Schema = Record<string, unknown>;

const schema: Schema = JSON.parse(JSON.stringify(scenarioJsonSchema())) as Schema;

/** The part of the schema that a path leads to, by keys and `*` for the items of a list. */
function at(...path: string[]): Schema {
  return path.reduce<Schema>(
    (parent, step) => (step === '*' ? parent['items'] : (parent['properties'] as Schema)[step]) as Schema,
    schema,
  );
}

function accepts(pattern: unknown, text: string): boolean {
  return new RegExp(String(pattern)).test(text);
}

describe('the JSON Schema', () => {
  it('is a draft 2020-12 schema of one mapping without other keys', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'everypenny scenario',
      type: 'object',
      required: ['name', 'clock', 'traffic', 'currencies'],
      additionalProperties: false,
    });
  });

  it('has descriptions, defaults and examples in the units that people write', () => {
    expect(at('buyers', 'patience')).toEqual({
      type: 'string',
      pattern: '^\\d+(?:\\.\\d+)? ?(?:ms|s|min|h|d)$',
      default: '8s',
      examples: ['250ms', '1.5s', '10min', '6h', '2d'],
      description: 'How long a buyer looks at a silent page before clicking Buy again.',
    });
    expect(at('psp', 'payoutAfter')['default']).toBe('1d');
    expect(at('policies', 'calls', 'attempts')).toMatchObject({
      type: 'integer',
      minimum: 1,
      maximum: 1_000,
      default: 5,
    });
    expect(at('seed')['type']).toEqual(['string', 'integer']);
  });

  it('describes every key', () => {
    const silent: string[] = [];
    const visit = (part: Schema, path: string): void => {
      for (const [key, child] of Object.entries((part['properties'] ?? {}) as Record<string, Schema>)) {
        if (child['description'] === undefined && child['const'] === undefined) silent.push(`${path}.${key}`);
        visit(child, `${path}.${key}`);
      }
      if (part['items'] !== undefined) visit(part['items'] as Schema, `${path}.*`);
      for (const each of (part['oneOf'] ?? []) as Schema[]) visit(each, path);
    };
    visit(schema, '');
    expect(silent).toEqual([]);
  });

  it('has patterns that take what the reader takes, and refuse other units', () => {
    const currency = at('currencies', '*', 'price')['pattern'];
    expect([accepts(currency, '4.00 EUR to 180.00 EUR'), accepts(currency, '4.00 to 180.00 EUR')]).toEqual([
      true,
      false,
    ]);
    const start = at('clock', 'start')['pattern'];
    expect([accepts(start, '2026-03-02 08:00'), accepts(start, '2026-03-02')]).toEqual([true, false]);
    const threshold = at('thresholds', '*')['pattern'];
    expect(
      ['checkout.p99 < 5s', 'charge.p99.9 <= 2s', 'captured >= 95%', 'openBreaks = 0', 'throughput > 1.5/s'].map(
        (text) => accepts(threshold, text),
      ),
    ).toEqual([true, true, true, true, true]);
    expect(
      ['checkoutXp99 < 5s', 'checkout.p98 < 5s', 'throughput > 5/d'].map((text) => accepts(threshold, text)),
    ).toEqual([false, false, false]);
    const timeOfDay = at('psp', 'cutOff')['pattern'];
    expect([accepts(timeOfDay, '21:00'), accepts(timeOfDay, '24:00')]).toEqual([true, false]);
  });

  it('takes quantiles of any share, and min and max', () => {
    const { patternProperties, required, additionalProperties } = at('psp', 'authorisation');
    const keys = Object.keys(patternProperties as Schema);
    expect(['p50', 'p99.9', 'p100', 'median'].map((key) => keys.some((pattern) => accepts(pattern, key)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([required, additionalProperties]).toEqual([['min', 'max'], false]);
  });

  it('takes refunds, the healing and expectations as they are written, and refuses what cannot be', () => {
    const validator = z.fromJSONSchema(scenarioJsonSchema());
    const starter = openDocument(starterScenario, 'starter.yaml').document?.value as Schema;
    const accepted = (more: Schema): boolean => validator.safeParse({ ...starter, ...more }).success;
    expect(
      [
        { refunds: { share: '5%', partial: '40%', after: '10min to 8h' } },
        { phases: { heal: '2026-03-03 09:00', settleWithin: '90min' } },
        { expect: ['captures >= 10', 'faults.psp.timeout-before >= 1', 'breaks=0'] },
        { faults: 'swarm' },
        { faults: [{ fault: 'service.crash', on: 'wallet', every: '1h' }] },
        { faults: { script: [{ site: 'psp answer order-1.1 #1', fault: 'psp.timeout-before' }] } },
      ].map(accepted),
    ).toEqual([true, true, true, true, true, true]);
    expect(
      [
        { refunds: { after: '8h' } },
        { refunds: { part: '40%' } },
        { phases: { heal: 'tomorrow' } },
        { expect: ['captures >= 10%'] },
        { expect: ['faults.psp.timeout >= 1'] },
        { faults: 'huge' },
        { faults: { script: [{ site: 'psp answer order-1.1 #1', fault: 'psp.silence' }] } },
        { policies: { redrive: { rounds: 0 } } },
      ].map(accepted),
    ).toEqual([false, false, false, false, false, false, false, false]);
  });

  it('accepts the starter scenario, read back into a validator', () => {
    const { document } = openDocument(starterScenario, 'starter.yaml');
    const validator = z.fromJSONSchema(scenarioJsonSchema());
    expect(validator.safeParse(document?.value).error?.issues ?? []).toEqual([]);
  });
});
