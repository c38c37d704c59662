import { useTranslation } from 'react-i18next';

import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { FrameLink } from '@/ui';
import { useUnread } from './queries';

export function Bell() {
  const { t } = useTranslation();
  const language = useLanguage();
  const unread = useUnread();
  return (
    <FrameLink
      to="/notifications"
      icon="bell"
      label={unread ? t('notifications.unread', { count: unread }) : t('notifications.title')}
      count={unread ? formatNumber(unread, language) : undefined}
    />
  );
}
