import { useTranslation } from 'react-i18next';

import type { ListAsked } from '@/api/types';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Name, PartialDate, Table, Time } from '@/ui';
import { useListName } from '../records/use_labels';

export function ListsAsked({ lists }: { lists: ListAsked[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const listName = useListName();
  return (
    <Table
      label={t('answer.lists_asked')}
      dense
      items={lists}
      keyOf={(list) => list.dataset}
      columns={[
        {
          key: 'title',
          title: t('lists.list'),
          head: true,
          cell: (list) => <Name>{listName(list.dataset, list.title)}</Name>,
        },
        {
          key: 'date',
          title: t('lists.list_date'),
          cell: (list) => (list.list_date ? <PartialDate date={list.list_date} /> : '–'),
        },
        { key: 'imported', title: t('lists.imported'), cell: (list) => <Time at={list.imported_at} /> },
        { key: 'count', title: t('lists.entries'), figure: true, cell: (list) => formatNumber(list.count, language) },
      ]}
    />
  );
}
