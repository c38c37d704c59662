import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { ListSummary } from '@/api/types';
import { useDraft } from '@/app/drafts';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Button, Drawer, Empty, Link, Name, Page, PartialDate, Problem, Stack, Table, Text, Time, Waiting } from '@/ui';
import { useListName } from '../records/use_labels';
import { useRights } from '../session/queries';
import { ImportForm } from './import_form';
import { ImportPanel } from './import_panel';
import { useImports, useLists } from './queries';
import { useCounts } from './use_counts';

export function ListsPage() {
  const { t } = useTranslation();
  const may = useRights();
  const lists = useLists();
  const [importing, setImporting] = useState(false);
  const importButton = may('import_lists') && (
    <Button kind="main" onClick={() => setImporting(true)}>
      {t('lists.import')}
    </Button>
  );
  return (
    <Page title={t('lists.title')} actions={importButton}>
      <Stack gap={4}>
        {may('import_lists') && <Imports />}
        <Problem
          error={lists.error}
          action={<Button onClick={() => void lists.refetch()}>{t('common.try_again')}</Button>}
        />
        {lists.isPending && <Waiting />}
        {lists.data?.length === 0 && (
          <Empty title={t('lists.empty')} text={t('lists.empty_text')} action={importButton} />
        )}
        {lists.data && lists.data.length > 0 && <ListsTable lists={lists.data} />}
      </Stack>
      <Drawer title={t('lists.import')} opened={importing} onClose={() => setImporting(false)}>
        <ImportForm onStarted={() => setImporting(false)} />
      </Drawer>
    </Page>
  );
}

const SHOWN_IMPORTS = 5;

// Imports of this run of the server: what runs now, and how the last ones ended.
function Imports() {
  const imports = useImports();
  const [closed, setClosed] = useDraft<string[]>('closed_imports', []);
  const jobs = (imports.data ?? [])
    .filter(({ id }) => !closed.includes(id))
    .sort((a, b) => (b.started_at ?? '').localeCompare(a.started_at ?? ''))
    .slice(0, SHOWN_IMPORTS);
  return (
    <>
      <Problem error={imports.error} />
      {jobs.map((job) => (
        <ImportPanel key={job.id} job={job} onClose={() => setClosed([...closed, job.id])} />
      ))}
    </>
  );
}

function ListsTable({ lists }: { lists: ListSummary[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const counts = useCounts();
  const listName = useListName();
  return (
    <Table
      label={t('lists.title')}
      items={lists}
      keyOf={({ dataset }) => dataset}
      columns={[
        {
          key: 'title',
          title: t('lists.list'),
          head: true,
          cell: ({ dataset, title }) => (
            <Link to={`/lists/${dataset}`} step>
              <Name>{listName(dataset, title)}</Name>
            </Link>
          ),
        },
        {
          key: 'date',
          title: t('lists.list_date'),
          cell: (list) => (list.list_date ? <PartialDate date={list.list_date} /> : '–'),
        },
        { key: 'imported', title: t('lists.imported'), cell: (list) => <Time at={list.imported_at} /> },
        {
          key: 'last',
          title: t('lists.last_change'),
          cell: ({ last }) => (last ? counts(last) : <Text soft>–</Text>),
        },
        { key: 'count', title: t('lists.entries'), figure: true, cell: ({ count }) => formatNumber(count, language) },
      ]}
    />
  );
}
