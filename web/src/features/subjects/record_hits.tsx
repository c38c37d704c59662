import { useTranslation } from 'react-i18next';

import type { RecordRow, RecordView } from '@/api/records';
import type { RecordCheck } from '@/api/subjects';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Heading, Link, Name, Panel, Problem, Stack, Text, Time } from '@/ui';
import { LikelyCard } from './likely_card';
import { JudgedHit } from './hit_row';
import { useRecordChecks } from './queries';

// What the persons, vehicles and documents of the record hit, in the lists and in the bureau's own files.
export function RecordHits({ record }: { record: RecordView }) {
  const { t } = useTranslation();
  const checks = useRecordChecks(record.id, record.version, true);
  const items = checks.data ?? [];
  if (!checks.error && items.length === 0) return null;
  return (
    <Panel label={t('subject.checked')}>
      <Stack gap={3}>
        <Heading>{t('subject.checked')}</Heading>
        <Problem error={checks.error} />
        {items.map((item) => (
          <OneCheck key={`${item.field}-${item.subject}`} item={item} record={record} />
        ))}
      </Stack>
    </Panel>
  );
}

function OneCheck({ item, record }: { item: RecordCheck; record: RecordView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const rows = record.values[item.field];
  const row = Array.isArray(rows)
    ? (rows as RecordRow[]).find((one) => typeof one === 'object' && one.subject === item.subject)
    : undefined;
  const name = row?.name ?? row?.plate ?? row?.vin ?? row?.number ?? '';
  const { check, own } = item;
  return (
    <Stack gap={2}>
      <div>
        <Text strong>
          <Link to={`/subjects/${item.subject}`}>
            <Name>{name}</Name>
          </Link>
        </Text>
        <Text small soft>
          {' · '}
          {check.results.length + own.length === 0
            ? t('subject.no_hit')
            : t('answer.hits', { count: check.results.length + own.length })}
          {' · '}
          {t('subject.of_entries', { count: check.considered, shown: formatNumber(check.considered, language) })}
          {' · '}
          <Time at={check.at} only="absolute" /> · <Name>{check.who ?? ''}</Name>
        </Text>
      </div>
      {check.results.map((hit) => (
        <JudgedHit key={`${hit.dataset}-${hit.id}`} check={check} hit={hit} />
      ))}
      {own.map((likely) => (
        <LikelyCard
          key={likely.file.id}
          likely={likely}
          actions={<Link to={`/subjects/${item.subject}`}>{t('subject.decide')}</Link>}
        />
      ))}
    </Stack>
  );
}
