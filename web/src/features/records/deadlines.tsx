import { useTranslation } from 'react-i18next';

import type { RecordDeadline } from '@/api/records';
import { nameHolder } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Heading, Lines, Panel, Row, Stack, Tag, Text, Time, TimeThere } from '@/ui';
import { Due } from './state_tag';

// What still runs is read first.
const ORDER = ['running', 'paused', 'met', 'dropped'];

// The time limits of a record: when each is due, and why there is one.
export function Deadlines({ deadlines, zone }: { deadlines: RecordDeadline[]; zone?: string | undefined }) {
  const { t } = useTranslation();
  const sorted = [...deadlines].sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  return (
    <Panel label={t('record.deadlines')}>
      <Stack gap={3}>
        <Heading>{t('record.deadlines')}</Heading>
        {deadlines.length === 0 && <Text soft>{t('record.no_deadlines')}</Text>}
        <Lines
          items={sorted.map((deadline, index) => ({ key: index, line: <Line deadline={deadline} zone={zone} /> }))}
        />
      </Stack>
    </Panel>
  );
}

// `zone`: whose days are counted, if the record names one.
function Line({ deadline, zone }: { deadline: RecordDeadline; zone: string | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const running = deadline.state === 'running';
  const { due_at: due, stopped_at: stopped } = deadline;
  const tooLate = due !== null && stopped !== null && Date.parse(stopped) > Date.parse(due);
  return (
    <Stack gap={1}>
      <Row apart align="start">
        <Text strong>{nameHolder(deadline.label, language)}</Text>
        {deadline.state === 'met' && !tooLate && <Tag tone="done">{t('deadline.met')}</Tag>}
        {deadline.state === 'met' && tooLate && <Tag tone="late">{t('deadline.met_late')}</Tag>}
        {deadline.state === 'dropped' && !tooLate && <Tag tone="ended">{t('deadline.dropped')}</Tag>}
        {deadline.state === 'dropped' && tooLate && <Tag tone="late">{t('deadline.missed')}</Tag>}
        {deadline.state === 'paused' && <Tag tone="ended">{t('deadline.paused')}</Tag>}
      </Row>
      {running && (
        <Row gap={2}>
          <Due record={deadline} />
          {!deadline.late && (
            <Text small soft>
              {t('deadline.share', { percent: Math.floor(deadline.share * 100) })}
            </Text>
          )}
        </Row>
      )}
      {deadline.recounted_due_at && (
        <Text soft>
          {t('deadline.recounted')} <Time at={deadline.recounted_due_at} only="absolute" />
        </Text>
      )}
      {!running && deadline.due_at && (
        <Text soft>
          {t(Date.parse(deadline.due_at) > Date.now() ? 'records.due' : 'deadline.due')}{' '}
          <Time at={deadline.due_at} only="absolute" />
        </Text>
      )}
      {due && zone && <TimeThere at={due} zone={zone} />}
      {!running && deadline.stopped_at && (
        <Text soft>
          {t(deadline.state === 'paused' ? 'deadline.paused_at' : 'deadline.met_at')}{' '}
          <Time at={deadline.stopped_at} only="absolute" />
        </Text>
      )}
      <Text small soft>
        {t(deadline.must ? 'deadline.must' : 'deadline.may')}
        {deadline.source && (
          <>
            {' · '}
            <bdi>{deadline.source}</bdi>
          </>
        )}
      </Text>
    </Stack>
  );
}
