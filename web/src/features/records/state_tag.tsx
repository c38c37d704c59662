import { useTranslation } from 'react-i18next';

import type { Register, RegisterRecord, StateKind } from '@/api/records';
import { formatSpan } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Row, Tag, Text, Time, type Tone } from '@/ui';
import { labelIn } from './use_labels';

const TONES: Record<StateKind, Tone> = { open: 'accent', waiting: 'soon', closed: 'ended' };
const SOON_MS = 24 * 3600_000;

export function StateTag({ register, state, wrap }: { register: Register; state: string; wrap?: boolean }) {
  const kind = register.states.find(({ id }) => id === state)?.kind ?? 'open';
  return (
    <Tag tone={TONES[kind]} wrap={wrap}>
      {labelIn(register.states, state)}
    </Tag>
  );
}

// When a record is due, and in a word how that stands: late, soon.
export function Due({
  record,
  only,
}: {
  record: Pick<RegisterRecord, 'due_at' | 'late'>;
  only?: 'absolute' | 'relative';
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!record.due_at) return <Text soft>–</Text>;
  const past = Date.now() - Date.parse(record.due_at);
  const soon = !record.late && Date.parse(record.due_at) - Date.now() < SOON_MS;
  return (
    <Row gap={1}>
      {record.late && (
        <span>
          <Tag tone="late">
            {past > 0 ? t('records.late_by', { span: formatSpan(past, language) }) : t('records.late')}
          </Tag>
          <Text soft> ·</Text>
        </span>
      )}
      {soon && <Tag tone="soon">{t('records.soon')}</Tag>}
      <span>
        <Time at={record.due_at} only={only ?? (record.late && past > 0 ? 'absolute' : undefined)} />
      </span>
    </Row>
  );
}
