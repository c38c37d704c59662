// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';

import type { RegisterRecord } from '@/api/records';
import { MOST_CHOSEN, useChoice } from './use_choice';

const some = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: String(at), version: 1 }) as RegisterRecord);

it('holds what is chosen of one list, and nothing of another', () => {
  const { result, rerender } = renderHook(({ of }) => useChoice(of), { initialProps: { of: 'one' } });
  const [first, second] = some(2) as [RegisterRecord, RegisterRecord];
  act(() => result.current.toggle(first));
  act(() => result.current.add([first, second]));
  expect([...result.current.chosen.keys()]).toEqual(['0', '1']);
  act(() => result.current.toggle(first));
  expect(result.current.has('0')).toBe(false);
  rerender({ of: 'another' });
  expect(result.current.chosen.size).toBe(0);
  act(() => result.current.toggle(first));
  expect([...result.current.chosen.keys()]).toEqual(['0']);
  act(() => result.current.clear());
  expect(result.current.chosen.size).toBe(0);
});

it('takes no more than may be acted on at once', () => {
  const { result } = renderHook(() => useChoice('one'));
  act(() => result.current.add(some(MOST_CHOSEN + 5)));
  expect(result.current.chosen.size).toBe(MOST_CHOSEN);
  act(() => result.current.toggle({ id: 'more', version: 1 } as RegisterRecord));
  expect(result.current.has('more')).toBe(false);
});
