import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { RecordRow, RecordValue, RecordView } from '@/api/records';
import type { RecordCheck } from '@/api/subjects';
import type { CheckAnswer } from '@/api/types';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Button, Heading, Link, Name, Names, Panel, Plate, Problem, Row, Stack, Tag, Text, Time } from '@/ui';
import { UnmaskDialog } from '../records/masked';
import { useRegister, useUnmask } from '../records/queries';
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
        {items.map((item, index) => (
          <OneCheck key={`${item.field}-${item.subject}-${index}`} item={item} record={record} />
        ))}
      </Stack>
    </Panel>
  );
}

function OneCheck({ item, record }: { item: RecordCheck; record: RecordView }) {
  if (item.check === null) return <WithheldCheck item={item} record={record} />;
  return <OpenCheck item={item} check={item.check} rows={record.values[item.field]} />;
}

// Of who is masked: that there are hits, and with a reason, which.
function WithheldCheck({ item, record }: { item: RecordCheck; record: RecordView }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const field = useRegister(record.register)?.fields.find(({ id }) => id === item.field);
  const unmask = useUnmask(record.id);
  if (unmask.data) {
    const { checks, values } = unmask.data;
    return checks.map(
      (one) => one.check && <OpenCheck key={one.subject} item={one} check={one.check} rows={values[item.field]} />,
    );
  }
  return (
    <Row gap={2}>
      <Tag tone="soon">{t('masked.tag')}</Tag>
      <Text small soft>
        {item.hits === 0 ? t('subject.no_hit') : t('answer.hits', { count: item.hits })}
      </Text>
      {field?.may_unmask && (
        <Button small onClick={() => setAsking(true)}>
          {t('masked.show')}
        </Button>
      )}
      <UnmaskDialog
        opened={asking}
        onClose={() => setAsking(false)}
        busy={unmask.isPending}
        error={unmask.error}
        onConfirm={(reason) => unmask.mutate({ fields: [item.field], reason }, { onSuccess: () => setAsking(false) })}
      />
    </Row>
  );
}

interface OpenProps {
  item: RecordCheck;
  check: CheckAnswer;
  rows: RecordValue | null | undefined;
}

function OpenCheck({ item, check, rows }: OpenProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const row = Array.isArray(rows)
    ? (rows as RecordRow[]).find((one) => typeof one === 'object' && one.subject === item.subject)
    : undefined;
  const number = row?.plate ?? row?.vin ?? row?.number ?? '';
  const hits = check.results.toSorted((a, b) => b.score - a.score);
  const own = item.own.toSorted((a, b) => b.score - a.score);
  return (
    <Stack gap={2}>
      <div>
        <Text strong>
          <Link to={`/subjects/${item.subject}`}>
            {row?.name ? <Names>{row.name}</Names> : <Plate>{number}</Plate>}
          </Link>
        </Text>
        <Text small soft>
          {' · '}
          {hits.length + own.length === 0 ? t('subject.no_hit') : t('answer.hits', { count: hits.length + own.length })}
          {' · '}
          {t('subject.of_entries', { count: check.considered, shown: formatNumber(check.considered, language) })}
          {' · '}
          <Time at={check.at} only="absolute" /> · <Name>{check.who ?? ''}</Name>
        </Text>
      </div>
      {hits.map((hit) => (
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
