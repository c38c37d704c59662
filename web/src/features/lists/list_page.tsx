import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router-dom';

import type { ListDetail, ListImport } from '@/api/types';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { useWords } from '@/i18n/use_words';
import {
  Button,
  Drawer,
  Facts,
  Heading,
  Link,
  Mono,
  Name,
  Note,
  Page,
  PartialDate,
  Problem,
  ReasonDialog,
  Row,
  Stack,
  Table,
  Tag,
  Text,
  Time,
  Waiting,
} from '@/ui';
import { useListName } from '../records/use_labels';
import { useRights } from '../session/queries';
import { Changes } from './changes';
import { ImportForm } from './import_form';
import { useEndList, useList } from './queries';
import { useCounts } from './use_counts';

export function ListPage() {
  const { t } = useTranslation();
  const { dataset = '' } = useParams();
  const may = useRights();
  const list = useList(dataset);
  const listName = useListName();
  const [opened, setOpened] = useState<'import' | 'end' | null>(null);
  const ended = list.data?.state === 'ended';
  const actions = may('import_lists') && list.data && (
    <>
      <Button kind="main" onClick={() => setOpened('import')}>
        {t('list.import_again')}
      </Button>
      {!ended && <Button onClick={() => setOpened('end')}>{t('list.end')}</Button>}
    </>
  );
  return (
    <Page title={listName(dataset, list.data?.title)} actions={actions}>
      <Stack gap={4}>
        <Text small>
          <Link to="/lists">{t('list.back')}</Link>
        </Text>
        <Problem error={list.error} />
        {list.isPending && <Waiting rows={5} />}
        {ended && <Note tone="warning">{t('list.is_ended')}</Note>}
        {list.data && <ListContent list={list.data} />}
      </Stack>
      {list.data && (
        <>
          <ImportDrawer list={list.data} opened={opened === 'import'} onClose={() => setOpened(null)} />
          <EndList list={list.data} opened={opened === 'end'} onClose={() => setOpened(null)} />
        </>
      )}
    </Page>
  );
}

interface DialogProps {
  list: ListDetail;
  opened: boolean;
  onClose: () => void;
}

function ImportDrawer({ list, opened, onClose }: DialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Drawer title={t('list.import_again')} opened={opened} onClose={onClose}>
      <Stack gap={4}>
        <Note>{t('list.import_again_text')}</Note>
        <ImportForm dataset={list.dataset} format={list.format} onStarted={() => void navigate('/lists')} />
      </Stack>
    </Drawer>
  );
}

function EndList({ list, opened, onClose }: DialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const end = useEndList(list.dataset);
  return (
    <ReasonDialog
      title={t('list.end_title', { title: list.title || list.dataset })}
      opened={opened}
      onClose={onClose}
      warning={<Note tone="warning">{t('list.end_text', { count: list.count })}</Note>}
      action={t('list.end_action')}
      danger
      busy={end.isPending}
      error={end.error}
      onConfirm={(reason) => end.mutate(reason, { onSuccess: () => void navigate('/lists') })}
    />
  );
}

function ListContent({ list }: { list: ListDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useWords();
  return (
    <>
      <Facts
        facts={[
          { label: t('lists.entries'), value: <Text strong>{formatNumber(list.count, language)}</Text> },
          { label: t('lists.list_date'), value: list.list_date ? <PartialDate date={list.list_date} /> : '–' },
          { label: t('lists.imported'), value: <Time at={list.imported_at} /> },
          { label: t('lists.format'), value: words('format', list.format) },
          ...(list.publisher ? [{ label: t('list.publisher'), value: <Name>{list.publisher}</Name> }] : []),
          ...(list.version ? [{ label: t('list.version'), value: <Version version={list.version} /> }] : []),
          { label: t('import.dataset'), value: <Mono>{list.dataset}</Mono> },
        ]}
      />
      <Heading>{t('list.imports')}</Heading>
      <ImportsTable list={list} />
    </>
  );
}

// Many publishers know a version by the instant of its making.
function Version({ version }: { version: string }) {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(version)) return <Time at={version} only="absolute" />;
  return <Mono>{version}</Mono>;
}

function EndedBecause({ reason }: { reason: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Tag tone="ended">{t('list.was_ended')}</Tag>
      {t('common.colon')}
      <Name>{reason}</Name>
    </>
  );
}

function ImportsTable({ list }: { list: ListDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const counts = useCounts();
  const [shown, setShown] = useState<ListImport | null>(null);
  const changed = (one: ListImport) => one.added + one.changed + one.ended > 0;
  return (
    <>
      <Table
        label={t('list.imports')}
        items={list.imports}
        keyOf={({ number }) => number}
        columns={[
          { key: 'at', title: t('lists.imported'), head: true, cell: ({ at }) => <Time at={at} /> },
          { key: 'who', title: t('history.who'), cell: ({ who }) => <Name>{who}</Name> },
          {
            key: 'date',
            title: t('lists.list_date'),
            cell: (one) => (one.list_date ? <PartialDate date={one.list_date} /> : '–'),
          },
          {
            key: 'changes',
            title: t('lists.what_changed'),
            cell: (one) => (one.list_ended ? <EndedBecause reason={one.reason ?? ''} /> : counts(one)),
          },
          {
            key: 'unchanged',
            title: t('lists.unchanged'),
            figure: true,
            cell: (one) => formatNumber(one.unchanged, language),
          },
          {
            key: 'show',
            title: t('list.show_changes'),
            untitled: true,
            cell: (one) =>
              changed(one) ? (
                <Row>
                  <Button small onClick={() => setShown(one)} step>
                    {t('list.show_changes')}
                  </Button>
                </Row>
              ) : null,
          },
        ]}
      />
      <Drawer title={t('list.show_changes')} opened={shown !== null} onClose={() => setShown(null)}>
        {shown && <Changes dataset={list.dataset} number={shown.number} />}
      </Drawer>
    </>
  );
}
