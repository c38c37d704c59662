// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';

import type { Reason } from '@/api/types';
import { startI18n, switchLanguage } from '@/i18n';
import { Reasons } from './score';

const REASONS: Reason[] = [
  { code: 'reason.birth.near', text: 'Born 1996-09-13 and 1995-04 and 1995.', side: 'against', weight: 0 },
  { code: 'reason.country.differs', text: 'Countries: TR; FR, TN.', side: 'against', weight: 0 },
  { code: 'reason.gender.same', text: 'The sex agrees (F).', side: 'for', weight: 0 },
  { code: 'reason.number.same', text: 'The number MA 1996-09-13 F is the same.', side: 'for', weight: 0 },
];

beforeAll(async () => {
  await startI18n();
});

it('names dates, countries and sexes as the reader writes them, and leaves numbers as they are', async () => {
  await switchLanguage('en');
  render(<Reasons reasons={REASONS} />);
  expect(screen.getByText('Born 13 Sept 1996 and Apr 1995 and 1995.')).toBeTruthy();
  expect(screen.getByText('Countries: Türkiye; France, Tunisia.')).toBeTruthy();
  expect(screen.getByText('The sex agrees (Female).')).toBeTruthy();
  expect(screen.getByText('The number MA 1996-09-13 F is the same.')).toBeTruthy();
});
