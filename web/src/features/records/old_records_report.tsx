import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { OldRecord, OldRecordsReport, Register } from '@/api/records';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import {
  Button,
  ButtonLink,
  Facts,
  Figures,
  Heading,
  Mono,
  Name,
  Note,
  Panel,
  Row,
  Stack,
  Table,
  Text,
  Time,
} from '@/ui';
import { FieldValue } from './field_value';
import { StateTag } from './state_tag';
import { fieldOf } from './use_labels';

interface Props {
  register: Register;
  report: OldRecordsReport;
  // Of the file.
  name: string;
  // What can be done now.
  children: ReactNode;
}

// What a table would bring, or has brought.
export function OldRecordsFindings({ register, report, name, children }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const figures = ['lines', 'new', 'known', 'left_out'] as const;
  return (
    <Panel label={name}>
      <Stack gap={4}>
        <Heading>
          <Name>{name}</Name>
        </Heading>
        <Outcome register={register} report={report} />
        {children && <Row>{children}</Row>}
        <Figures
          figures={figures.map((figure) => ({
            label: t(`old_records.${figure}`),
            value: formatNumber(report[figure], language),
          }))}
        />
        <Problems report={report} />
        <States register={register} report={report} />
        {report.dry_run && <Examples register={register} records={report.shown} />}
      </Stack>
    </Panel>
  );
}

function Outcome({ register, report }: { register: Register; report: OldRecordsReport }) {
  const { t } = useTranslation();
  if (report.problem_count > 0) {
    return (
      <Note tone="warning" live>
        {t('old_records.wrong', { count: report.problem_count })}
      </Note>
    );
  }
  if (report.new === 0) return <Note live>{t('old_records.nothing_new')}</Note>;
  if (report.dry_run) return <Note live>{t('old_records.ready', { count: report.new })}</Note>;
  return (
    <Note tone="good" live action={<ButtonLink to={`/registers/${register.id}`}>{t('old_records.show')}</ButtonLink>}>
      {t('old_records.taken', { count: report.new })}
    </Note>
  );
}

const PROBLEMS_AT_FIRST = 20;

function Problems({ report }: { report: OldRecordsReport }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const problems = report.problems.map((problem, index) => ({ ...problem, index }));
  if (problems.length === 0) return null;
  const unlisted = report.problem_count - problems.length;
  return (
    <Stack gap={2}>
      <Table
        label={t('old_records.problems')}
        dense
        items={all ? problems : problems.slice(0, PROBLEMS_AT_FIRST)}
        keyOf={({ index }) => index}
        columns={[
          { key: 'line', title: t('import.line'), figure: true, cell: ({ line }) => <Mono>{String(line)}</Mono> },
          { key: 'column', title: t('old_records.column'), cell: ({ column }) => column && <Name>{column}</Name> },
          { key: 'detail', title: t('import.problem'), cell: ({ detail }) => detail },
        ]}
      />
      {!all && problems.length > PROBLEMS_AT_FIRST && (
        <Row>
          <Button small onClick={() => setAll(true)}>
            {t('common.show_all')}
          </Button>
        </Row>
      )}
      {unlisted > 0 && (
        <Text small soft>
          {t('old_records.unlisted', { count: unlisted })}
        </Text>
      )}
    </Stack>
  );
}

// How many stand in which state.
function States({ register, report }: { register: Register; report: OldRecordsReport }) {
  const language = useLanguage();
  const facts = register.states.flatMap(({ id }) => {
    const count = report.states[id];
    if (!count) return [];
    return [{ key: id, label: <StateTag register={register} state={id} />, value: formatNumber(count, language) }];
  });
  return facts.length > 0 && <Facts facts={facts} />;
}

// The first records as they were understood, so that a wrong mapping is seen.
function Examples({ register, records }: { register: Register; records: OldRecord[] }) {
  const { t } = useTranslation();
  if (records.length === 0) return null;
  const valuesOf = ({ values }: OldRecord) =>
    Object.entries(values).flatMap(([id, value]) => {
      const field = fieldOf(register, id);
      return field ? [{ key: id, label: field.label, value: <FieldValue field={field} value={value} /> }] : [];
    });
  const factsOf = (record: OldRecord) => [
    { label: t('records.number'), value: <Mono>{record.number}</Mono> },
    { label: t('records.state'), value: <StateTag register={register} state={record.state} /> },
    { label: t('old_records.opened'), value: <Time at={record.opened_at} only="absolute" /> },
    ...(record.closed_at
      ? [{ label: t('old_records.closed'), value: <Time at={record.closed_at} only="absolute" /> }]
      : []),
    ...valuesOf(record),
  ];
  return (
    <Stack gap={3}>
      <Heading level={3}>{t('old_records.examples')}</Heading>
      {records.map((record) => (
        <Panel key={record.line} label={record.number}>
          <Facts facts={factsOf(record)} />
        </Panel>
      ))}
    </Stack>
  );
}
