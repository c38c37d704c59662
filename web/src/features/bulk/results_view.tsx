import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import {
  Button,
  Figures,
  Heading,
  Mono,
  Name,
  Note,
  Panel,
  Problem,
  Progress,
  Reasons,
  Row,
  saveFile,
  Score,
  Stack,
  Table,
  Text,
} from '@/ui';
import { sortRows, toCsv, type Row as ResultRow } from './results';
import type { BulkRun } from './use_bulk_run';

const SHOWN_AT_FIRST = 100;

interface Props {
  name: string;
  run: BulkRun;
  onStop: () => void;
  onAgain: () => void;
}

export function Results({ name, run, onStop, onAgain }: Props) {
  const { t } = useTranslation();
  const sorted = useMemo(() => sortRows(run.rows), [run.rows]);
  return (
    <Stack gap={4}>
      <Panel label={t('bulk.progress')}>
        <Stack gap={3}>
          <RunHead name={name} run={run} onStop={onStop} onAgain={onAgain} />
          <Counts run={run} hits={sorted.hits.length} errors={sorted.errors.length} clear={sorted.clear} />
          <Problem error={run.error} />
          {run.state !== 'running' && run.rows.length < run.total && (
            <Note tone="warning">{t('bulk.cut', { count: run.total - run.rows.length })}</Note>
          )}
        </Stack>
      </Panel>
      {run.state === 'done' && sorted.hits.length === 0 && <Note tone="good">{t('bulk.no_hits')}</Note>}
      {sorted.hits.length > 0 && <HitsTable rows={sorted.hits} />}
      {sorted.errors.length > 0 && <ErrorsTable rows={sorted.errors} />}
    </Stack>
  );
}

function RunHead({ name, run, onStop, onAgain }: Props) {
  const { t } = useTranslation();
  const stem = name.replace(/\.[^.]+$/, '') || 'checks';
  const running = run.state === 'running';
  return (
    <>
      <Row apart>
        <Heading>
          <Name>{name}</Name>
        </Heading>
        {running ? (
          <Button onClick={onStop}>{t('common.stop')}</Button>
        ) : (
          <Row>
            <Button onClick={() => saveFile(`${stem}.answers.csv`, [toCsv(run.rows)], 'text/csv')}>
              {t('bulk.save_csv')}
            </Button>
            <Button
              onClick={() => saveFile(`${stem}.answers.ndjson`, [`${run.output.join('\n')}\n`], 'application/x-ndjson')}
            >
              {t('bulk.save_ndjson')}
            </Button>
            <Button onClick={onAgain}>{t('bulk.other_file')}</Button>
          </Row>
        )}
      </Row>
      {running && <Progress value={run.total ? run.rows.length / run.total : undefined} label={t('bulk.progress')} />}
    </>
  );
}

function Counts({ run, hits, errors, clear }: { run: BulkRun; hits: number; errors: number; clear: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const show = (value: number) => formatNumber(value, language);
  return (
    <div role="status">
      <Figures
        figures={[
          { label: t('bulk.answered'), value: `${show(run.rows.length)} / ${show(run.total)}` },
          { label: t('bulk.with_hits'), value: show(hits) },
          { label: t('bulk.clear'), value: show(clear) },
          { label: t('bulk.errors'), value: show(errors) },
        ]}
      />
    </div>
  );
}

function useShown<Item>(items: Item[]) {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(SHOWN_AT_FIRST);
  const more = items.length > limit && (
    <Row>
      <Button onClick={() => setLimit(limit * 4)}>{t('common.more')}</Button>
    </Row>
  );
  return { shown: items.slice(0, limit), more };
}

function HitsTable({ rows }: { rows: ResultRow[] }) {
  const { t } = useTranslation();
  const { shown, more } = useShown(rows);
  const [opened, setOpened] = useState<number | null>(null);
  return (
    <Stack gap={2}>
      <Heading>{t('bulk.hits')}</Heading>
      <Table
        label={t('bulk.hits')}
        items={shown}
        keyOf={({ number }) => number}
        columns={[
          { key: 'line', title: t('import.line'), figure: true, cell: ({ number }) => <Mono>{String(number)}</Mono> },
          { key: 'asked', title: t('bulk.asked'), head: true, cell: ({ asked }) => <Name>{asked}</Name> },
          {
            key: 'score',
            title: t('bulk.best'),
            cell: ({ answer }) => <Score score={answer.results?.[0]?.score ?? 0} small />,
          },
          { key: 'found', title: t('bulk.found'), cell: (row) => <Found row={row} all={opened === row.number} /> },
          {
            key: 'open',
            title: t('bulk.reasons'),
            untitled: true,
            cell: ({ number }) => (
              <Button
                small
                step
                expanded={opened === number}
                onClick={() => setOpened(opened === number ? null : number)}
              >
                {t('bulk.reasons')}
              </Button>
            ),
          },
        ]}
      />
      {more}
    </Stack>
  );
}

function Found({ row, all }: { row: ResultRow; all: boolean }) {
  const { t } = useTranslation();
  const results = row.answer.results ?? [];
  const rest = results.length - 1;
  return (
    <Stack gap={2}>
      {(all ? results : results.slice(0, 1)).map((hit) => (
        <Stack gap={1} key={`${hit.dataset}/${hit.id}`}>
          <span>
            <Name>{hit.caption}</Name>{' '}
            <Text small soft>
              <Mono>{`${hit.dataset} ${hit.id}`}</Mono>
            </Text>
          </span>
          {all && <Reasons reasons={hit.reasons} />}
        </Stack>
      ))}
      {!all && rest > 0 && (
        <Text small soft>
          {t('bulk.more_hits', { count: rest })}
        </Text>
      )}
    </Stack>
  );
}

function ErrorsTable({ rows }: { rows: ResultRow[] }) {
  const { t } = useTranslation();
  const { shown, more } = useShown(rows);
  return (
    <Stack gap={2}>
      <Heading>{t('bulk.not_asked')}</Heading>
      <Table
        label={t('bulk.not_asked')}
        dense
        items={shown}
        keyOf={({ number }) => number}
        columns={[
          { key: 'line', title: t('import.line'), figure: true, cell: ({ number }) => <Mono>{String(number)}</Mono> },
          { key: 'asked', title: t('bulk.asked'), head: true, cell: ({ asked }) => <Name>{asked}</Name> },
          { key: 'why', title: t('import.problem'), cell: ({ answer }) => answer.error?.text ?? '' },
        ]}
      />
      {more}
    </Stack>
  );
}
