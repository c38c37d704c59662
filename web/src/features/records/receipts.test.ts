import { expect, it } from 'vitest';

import type { RecordView, Register, RegisterAction } from '@/api/records';
import { receiptsOf, receivedFrom, withoutReceipts } from './receipts';

const register = {
  fields: [
    { id: 'receipts_from', type: 'units' },
    { id: 'receipts_from_countries', type: 'countries' },
  ],
} as unknown as Register;
const action = (field: string) => ({ required: [field] }) as unknown as RegisterAction;
const record = {
  deadlines: [
    { holder: 'pursuits', state: 'met' },
    { holder: 'vehicles', state: 'running' },
    { holder: 'ES', state: 'running' },
    { holder: undefined, state: 'running' },
  ],
  // Newest first.
  timeline: [{ after: { receipts_from: ['vehicles'] } }, { after: { receipts_from: ['pursuits'] } }, { after: {} }],
  values: { receipts_from: ['vehicles'], summary: 'made up' },
} as unknown as RecordView;

it('offers those who still owe a receipt, each to its own field', () => {
  expect(receiptsOf(register, action('receipts_from'), record)?.owing).toEqual(['vehicles']);
  expect(receiptsOf(register, action('receipts_from_countries'), record)?.owing).toEqual(['ES']);
  expect(receiptsOf(register, action('summary'), record)).toBeUndefined();
});

it('begins a receipt without those that came before, and names all who have given one', () => {
  const receipts = receiptsOf(register, action('receipts_from'), record);
  expect(withoutReceipts(record.values, receipts)).toEqual({ summary: 'made up' });
  expect(withoutReceipts(record.values, undefined)).toBe(record.values);
  expect(receivedFrom(record, 'receipts_from')).toEqual(['pursuits', 'vehicles']);
});
