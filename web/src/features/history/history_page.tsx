import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';

import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Page, Stack, Tabs } from '@/ui';
import { Checks } from './checks';
import { NewHits } from './new_hits';
import { useNewHitCount } from './queries';

export function HistoryPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [params, setParams] = useSearchParams();
  const tab = params.get('show') === 'new' ? 'new' : 'checks';
  const count = useNewHitCount();
  return (
    <Page title={t('history.title')}>
      <Tabs
        value={tab}
        onChange={(value) => setParams(value === 'new' ? { show: 'new' } : {}, { replace: true })}
        keepMounted={false}
      >
        <Stack gap={4}>
          <Tabs.List>
            <Tabs.Tab value="checks">{t('history.checks')}</Tabs.Tab>
            <Tabs.Tab value="new">
              {t('new_hits.title')}
              {count > 0 && ` (${formatNumber(count, language)})`}
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="checks">
            <Checks />
          </Tabs.Panel>
          <Tabs.Panel value="new">
            <NewHits />
          </Tabs.Panel>
        </Stack>
      </Tabs>
    </Page>
  );
}
