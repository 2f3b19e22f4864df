import { expect, it } from 'vitest';
import { titled, titledGroups } from './titled.ts';

const plain = (_: string, text: string): string => text;
const money = [
  ['EUR', '1,234.00', '5.00'],
  ['JPY', '7', '90'],
];

it('a table has its title above its first column', () => {
  expect(titled(plain, 'Money', ['', 'captured', 'fees'], money)).toEqual([
    'Money    captured  fees',
    '  EUR    1,234.00  5.00',
    '  JPY           7    90',
  ]);
});

it('several tables have their columns in line', () => {
  const groups = [
    { title: 'Money', rows: money },
    { title: 'Work', rows: [['calls to the PSP', '3', '12,345.00']] },
  ];
  expect(titledGroups(plain, ['', 'A', 'B'], groups)).toEqual([
    'Money                      A          B',
    '  EUR               1,234.00       5.00',
    '  JPY                      7         90',
    '',
    'Work                       A          B',
    '  calls to the PSP         3  12,345.00',
  ]);
});
