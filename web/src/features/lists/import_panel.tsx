import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ApiError } from '@/api/client';
import type { ImportJob } from '@/api/types';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { useWords } from '@/i18n/use_words';
import {
  announce,
  Button,
  ButtonLink,
  Figures,
  Heading,
  Mono,
  Panel,
  Problem,
  Progress,
  Row,
  Stack,
  Table,
  Tag,
  Text,
} from '@/ui';
import { isRunning, useImport } from './queries';
import { useCounts } from './use_counts';

// An import: its progress while it runs, then what it changed or why nothing was imported.
export function ImportPanel({ job: first, onClose }: { job: ImportJob; onClose: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const { data: job } = useImport(first);
  const counts = useCounts();
  const running = isRunning(job);
  const result = job.result;
  const outcome = job.state === 'failed' ? t('import.failed') : result ? counts(result) : '';
  useEffect(() => {
    if (outcome && isRunning(first)) announce(`${job.dataset}: ${outcome}`);
  }, [outcome, first, job.dataset]);
  const tone = running ? 'accent' : job.state === 'failed' ? 'late' : 'done';
  return (
    <Panel label={t('import.of', { dataset: job.dataset })}>
      <Stack gap={3}>
        <Row apart>
          <Row gap={3}>
            <Heading level={3}>{t('import.of', { dataset: job.dataset })}</Heading>
            <Tag tone={tone}>{words('import_state', job.state)}</Tag>
          </Row>
          {!running && (
            <Row>
              {result && (
                <ButtonLink small to={`/lists/${job.dataset}`}>
                  {t('import.show_list')}
                </ButtonLink>
              )}
              <Button small onClick={onClose}>
                {t('common.close')}
              </Button>
            </Row>
          )}
        </Row>
        {running && <Running job={job} />}
        {result && <Result job={job} />}
        {job.error && (
          <Problem
            error={
              new ApiError(job.error.status ?? 400, job.error.code ?? '', job.error.detail ?? job.error.title ?? '')
            }
          />
        )}
        <Problems job={job} />
      </Stack>
    </Panel>
  );
}

function Running({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const share = job.total_bytes > 0 ? job.bytes / job.total_bytes : undefined;
  return (
    <Stack gap={1}>
      <Progress value={share} label={t('import.of', { dataset: job.dataset })} />
      <Text small soft>
        {t('import.read', { count: job.entries })}
        {job.skipped > 0 && ` · ${t('lists.skipped', { count: job.skipped })}`}
      </Text>
    </Stack>
  );
}

function Result({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!job.result) return null;
  const result = job.result;
  const names = ['added', 'changed', 'ended', 'unchanged', 'skipped'] as const;
  return (
    <Figures
      figures={[
        ...names.map((name) => ({ label: t(`counts.${name}`), value: formatNumber(result[name], language) })),
        {
          label: t('counts.seconds'),
          value: formatNumber(result.seconds, language, { maximumFractionDigits: 1, minimumFractionDigits: 1 }),
        },
      ]}
    />
  );
}

const PROBLEMS_AT_FIRST = 5;

function Problems({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const problems = (job.problems ?? []).map((problem, index) => ({ ...problem, index }));
  if (problems.length === 0) return null;
  return (
    <Stack gap={2}>
      <Text strong>{t('import.problems', { count: problems.length })}</Text>
      <Table
        label={t('import.problems', { count: problems.length })}
        dense
        items={all ? problems : problems.slice(0, PROBLEMS_AT_FIRST)}
        keyOf={({ index }) => index}
        columns={[
          { key: 'line', title: t('import.line'), figure: true, cell: ({ line }) => <Mono>{String(line)}</Mono> },
          { key: 'text', title: t('import.problem'), cell: ({ text }) => text },
        ]}
      />
      {!all && problems.length > PROBLEMS_AT_FIRST && (
        <Row>
          <Button small onClick={() => setAll(true)}>
            {t('common.show_all')}
          </Button>
        </Row>
      )}
    </Stack>
  );
}
