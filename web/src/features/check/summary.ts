import { useTranslation } from 'react-i18next';

import type { CheckAnswer } from '@/api/types';

// "2 hits among 143,210 entries in 6 lists", or that nothing was found, for the page and for screen readers.
export function useAnswerSummary(): (answer: CheckAnswer) => string {
  const { t } = useTranslation();
  return (answer) => {
    const among = t('answer.among', {
      entries: t('answer.entries', { count: answer.considered }),
      lists: t('answer.lists', { count: answer.lists.length }),
    });
    const hits = answer.results.filter(({ quiet }) => !quiet).length;
    return hits > 0 ? `${t('answer.hits', { count: hits })} ${among}` : `${t('answer.nothing')} ${among}`;
  };
}
