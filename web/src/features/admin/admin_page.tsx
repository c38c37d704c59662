import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router-dom';

import { Empty, Page, Stack, Tabs } from '@/ui';
import { useRights } from '../session/queries';
import { KeysTab } from './keys_tab';
import { LedgerTab } from './ledger_tab';
import { UsersTab } from './users_tab';
import { WebhooksTab } from './webhooks_tab';

export function AdminPage() {
  const { t } = useTranslation();
  const may = useRights();
  const navigate = useNavigate();
  const wanted = useLocation().pathname.split('/')[2];
  const tabs = [
    { id: 'users', label: t('users.title'), shown: may('manage_users'), content: <UsersTab /> },
    { id: 'keys', label: t('keys.title'), shown: may('manage_users'), content: <KeysTab /> },
    { id: 'webhooks', label: t('webhooks.title'), shown: may('operate'), content: <WebhooksTab /> },
    { id: 'ledger', label: t('ledger.title'), shown: may('verify_ledger'), content: <LedgerTab /> },
  ].filter(({ shown }) => shown);
  const current = tabs.find(({ id }) => id === wanted)?.id ?? tabs[0]?.id ?? null;
  if (tabs.length === 0) {
    return (
      <Page title={t('admin.title')}>
        <Empty title={t('admin.none')} text={t('admin.none_text')} />
      </Page>
    );
  }
  return (
    <Page title={t('admin.title')}>
      <Tabs value={current} onChange={(id) => void navigate(`/admin/${id}`)} keepMounted={false}>
        <Stack gap={4}>
          <Tabs.List>
            {tabs.map(({ id, label }) => (
              <Tabs.Tab key={id} value={id}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map(({ id, content }) => (
            <Tabs.Panel key={id} value={id}>
              {content}
            </Tabs.Panel>
          ))}
        </Stack>
      </Tabs>
    </Page>
  );
}
