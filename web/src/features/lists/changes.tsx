import { useTranslation } from 'react-i18next';

import { useWords } from '@/i18n/use_words';
import { Button, Empty, Mono, Name, Problem, Row, Stack, Table, Tag, Waiting } from '@/ui';
import { useChanges } from './queries';

const TONES = { added: 'accent', changed: 'soon', ended: 'ended' } as const;

// What one import changed, entry by entry.
export function Changes({ dataset, number }: { dataset: string; number: number }) {
  const { t } = useTranslation();
  const words = useWords();
  const changes = useChanges(dataset, number);
  const items = changes.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap={3}>
      <Problem error={changes.error} />
      {changes.isPending && <Waiting rows={6} />}
      {changes.isSuccess && items.length === 0 && <Empty title={t('lists.no_change')} />}
      {items.length > 0 && (
        <Table
          label={t('list.show_changes')}
          dense
          items={items}
          keyOf={({ entity_id: id, op }) => `${op}/${id}`}
          columns={[
            { key: 'caption', title: t('list.entry'), head: true, cell: ({ caption }) => <Name>{caption}</Name> },
            {
              key: 'op',
              title: t('lists.what_changed'),
              cell: ({ op }) => <Tag tone={TONES[op]}>{t(`op.${op}`)}</Tag>,
            },
            { key: 'schema', title: t('check.kind'), cell: ({ schema }) => words('schema', schema) },
            { key: 'id', title: t('list.number'), cell: ({ entity_id: id }) => <Mono>{id}</Mono> },
          ]}
        />
      )}
      {changes.hasNextPage && (
        <Row>
          <Button busy={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </Row>
      )}
    </Stack>
  );
}
