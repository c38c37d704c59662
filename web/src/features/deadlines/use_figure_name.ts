import { useTranslation } from 'react-i18next';

// What a figure of the board is called. Those that are numbers are per cents of a clock.
export function useFigureName(): (figure: string) => string {
  const { t } = useTranslation();
  return (figure) => {
    if (figure === 'silent') return t('deadlines.silent');
    if (figure === 'late') return t('deadlines.late');
    if (figure === 'today') return t('deadlines.today');
    if (figure === 'later') return t('deadlines.later');
    if (figure === 'paused') return t('deadlines.paused');
    return t('deadlines.used', { percent: Number(figure) });
  };
}
