import { useTranslation } from 'react-i18next';

import type { Delivery } from '@/api/types';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Button, Link, Mono, Problem, Stack, Table, Tag, Text, Time, Together, Waiting, type Tone } from '@/ui';
import { useDeliveries, useSendAgain } from './webhook_queries';

const TONES: Record<Delivery['state'], Tone> = {
  waiting: 'soon',
  delivered: 'done',
  given_up: 'late',
  withheld: 'ended',
};

interface Props {
  webhook: string;
  kindName: (kind: string) => string;
}

// What was or is to be sent, newest first, and what went wrong.
export function Deliveries({ webhook, kindName }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const deliveries = useDeliveries(webhook);
  const again = useSendAgain(webhook);
  return (
    <Stack gap={2}>
      <Problem error={deliveries.error ?? again.error} />
      {deliveries.isPending && <Waiting rows={3} />}
      {deliveries.data?.length === 0 && <Text soft>{t('webhooks.none_sent')}</Text>}
      {deliveries.data && deliveries.data.length > 0 && (
        <Table
          label={t('webhooks.deliveries')}
          items={deliveries.data}
          keyOf={({ id }) => id}
          dense
          columns={[
            {
              key: 'what',
              title: t('webhooks.what'),
              head: true,
              cell: ({ kind, record, number }) => (
                <>
                  {kindName(kind)}
                  {record && (
                    <>
                      {' · '}
                      <Link to={`/records/${record}`}>
                        <Together>
                          <Mono>{number}</Mono>
                        </Together>
                      </Link>
                    </>
                  )}
                </>
              ),
            },
            {
              key: 'state',
              title: t('users.state'),
              cell: ({ state }) => <Tag tone={TONES[state]}>{t(`webhook_state.${state}`)}</Tag>,
            },
            {
              key: 'attempts',
              title: t('webhooks.attempts'),
              figure: true,
              cell: ({ attempts }) => formatNumber(attempts, language),
            },
            { key: 'last', title: t('webhooks.last'), cell: ({ last_at }) => last_at && <Time at={last_at} /> },
            { key: 'next', title: t('webhooks.next'), cell: ({ next_at }) => next_at && <Time at={next_at} /> },
            { key: 'problem', title: t('webhooks.problem'), cell: ({ problem }) => problem },
            {
              key: 'again',
              title: t('common.actions'),
              untitled: true,
              cell: ({ id, state }) =>
                state !== 'withheld' && (
                  <Button small onClick={() => again.mutate(id)}>
                    {t('webhooks.again')}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Stack>
  );
}
