import { describe, expect, it } from 'vitest';

import type { RegisterAction, RegisterField } from '@/api/records';
import { hold, isTyped, localMinute, read, readForm, requiredNow } from './values';

const field = (id: string, type: RegisterField['type'], more: Partial<RegisterField> = {}): RegisterField => ({
  id,
  type,
  label: id,
  help: '',
  column: false,
  choices: [],
  ...more,
});

const FIELDS = [
  field('direction', 'choice', { choices: [{ id: 'incoming', label: 'In' }] }),
  field('received_at', 'instant', { required_when: { field: 'direction', is: ['incoming'] } }),
  field('summary', 'text'),
  field('persons', 'person'),
  field('hidden', 'text'),
];

const ACTION: RegisterAction = {
  id: 'register',
  label: 'Register',
  from: [],
  to: 'registered',
  fields: ['direction', 'received_at', 'summary', 'persons'],
  required: ['summary'],
  reason: false,
  four_eyes: false,
  may: ['officer'],
};

describe('read', () => {
  it.each([
    ['text', '  Amina ', 'Amina'],
    ['text', '   ', null],
    ['date', '12/03/1979', '1979-03-12'],
    ['date', '٠٣/١٩٧٩', '1979-03'],
    ['links', ['XX/2026/NOT-red/000001', ' ', ''], ['XX/2026/NOT-red/000001']],
    ['links', [''], null],
    ['count', '١٢', 12],
    ['partner', 'es', 'ES'],
    ['choices', ['a', 'b'], ['a', 'b']],
    ['choices', [], null],
    ['vehicle', [{ engine: ' E-77 ' }], [{ engine: 'E-77' }]],
    ['object', [{ kind: 'weapon', number: ' W-1 ' }], [{ kind: 'weapon', number: 'W-1' }]],
    ['object', [{ kind: 'other', description: 'A vase' }], [{ kind: 'other', description: 'A vase' }]],
    ['document', [{ number: ' ZZ1 ', type: '' }, { number: '' }], [{ number: 'ZZ1' }]],
    ['person', [{ name: 'Amina', birth_date: '1979' }], [{ name: 'Amina', birth_date: '1979' }]],
  ] as const)('reads %s %j', (type, held, value) => {
    expect(read(type, held as never)).toEqual({ value });
  });

  it.each([
    ['date', '13/1979', 'date'],
    ['count', 'many', 'count'],
    ['count', '-1', 'count'],
    ['partner', 'the neighbours', 'partner'],
    ['instant', 'yesterday', 'instant'],
    ['person', [{ birth_date: '1979' }], 'person'],
    ['person', [{ name: 'Amina', birth_date: 'long ago' }], 'date'],
    ['vehicle', [{ make: 'Renault' }], 'vehicle'],
    ['object', [{ number: 'W-1' }], 'object'],
    ['object', [{ kind: 'weapon', make: 'Made-up' }], 'object'],
    ['document', [{ country: 'MA' }], 'document'],
  ] as const)('refuses %s %j', (type, held, wrong) => {
    expect(read(type, held as never)).toEqual({ wrong });
  });

  it('gives back an instant as it was, to the minute', () => {
    const at = '2026-11-21T09:30:00.000Z';
    expect(read('instant', hold('instant', at))).toEqual({ value: at });
    expect(localMinute(new Date(2026, 0, 2, 3, 4))).toBe('2026-01-02T03:04');
  });
});

describe('the form of an action', () => {
  it('wants a field when another says so', () => {
    expect([...requiredNow(FIELDS, ACTION, {}, {})]).toEqual(['summary']);
    expect([...requiredNow(FIELDS, ACTION, {}, { direction: 'incoming' })]).toEqual(['received_at', 'summary']);
    expect([...requiredNow(FIELDS, ACTION, { direction: 'incoming' }, { direction: '' })]).toEqual(['summary']);
  });

  it('says what is missing or wrong, and leaves alone what it does not show', () => {
    const { wrong } = readForm(
      FIELDS,
      ACTION,
      {},
      { direction: 'incoming', persons: [{ role: 'suspect' }], hidden: 'x' },
    );
    expect(wrong).toEqual({ received_at: 'required', summary: 'required', persons: 'person' });
  });

  it('sends only what was typed and differs', () => {
    const present = { direction: 'incoming', summary: 'Old', received_at: '2026-11-21T09:30:12.123456Z' };
    const typed = { summary: 'New', direction: 'incoming', received_at: hold('instant', present.received_at) };
    expect(readForm(FIELDS, ACTION, present, typed)).toEqual({ values: { summary: 'New' }, wrong: {} });
  });

  it('takes a value away when its field is emptied', () => {
    const present = { summary: 'Old', direction: 'outgoing' };
    expect(readForm(FIELDS, ACTION, present, { direction: '' }).values).toEqual({ direction: null });
    expect(readForm(FIELDS, ACTION, present, { summary: '' }).wrong).toEqual({ summary: 'required' });
  });

  it('knows whether anything would be lost', () => {
    expect(isTyped(FIELDS, { summary: 'Old' }, { summary: 'Old' })).toBe(false);
    expect(isTyped(FIELDS, { summary: 'Old' }, { summary: 'Older' })).toBe(true);
  });
});
