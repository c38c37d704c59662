import { useTranslation } from 'react-i18next';

import type { Register, RecordView, TimelineEntry } from '@/api/records';
import { Facts, Heading, Lines, Name, Panel, Prose, Row, Stack, Text, Time } from '@/ui';
import { FieldValue } from './field_value';
import { StateTag } from './state_tag';
import { isUnit, unitOf } from './instrument_words';
import { isReceipts } from './receipts';
import { labelIn } from './use_labels';

const MINUTE_MS = 60_000;

// What happened to a record, newest first.
export function Timeline({ register, record }: { register: Register; record: RecordView }) {
  const { t } = useTranslation();
  return (
    <Panel label={t('record.timeline')}>
      <Stack gap={3}>
        <Heading>{t('record.timeline')}</Heading>
        <Happenings register={register} entries={record.timeline} />
      </Stack>
    </Panel>
  );
}

export function Happenings({ register, entries }: { register: Register; entries: TimelineEntry[] }) {
  return (
    <Lines
      items={entries.map((entry) => ({ key: entry.seq, line: <Happening register={register} entry={entry} /> }))}
    />
  );
}

function Happening({ register, entry }: { register: Register; entry: TimelineEntry }) {
  const { t } = useTranslation();
  const earlier = Date.parse(entry.at) - Date.parse(entry.happened_at) >= MINUTE_MS;
  return (
    <Stack gap={1}>
      <Row gap={1}>
        <Text strong>{entry.file ? t('record.imported') : labelIn(register.actions, entry.action)}</Text>
        <Text soft>
          · <Name>{entry.who}</Name>
          {entry.for && <> {t('record.instead_of', { name: entry.for })}</>}
        </Text>
      </Row>
      <Text small soft>
        <Time at={entry.at} />
      </Text>
      {earlier && (
        <Text small soft>
          {t('record.happened')} <Time at={entry.happened_at} only="absolute" />
        </Text>
      )}
      {entry.file && (
        <Text small soft>
          {t('record.from_file', { line: entry.line })} <Name>{entry.file}</Name>
        </Text>
      )}
      {entry.from !== entry.to && (
        <Row gap={1}>
          {entry.from && <StateTag register={register} state={entry.from} />}
          {entry.from && <Text soft>{t('record.arrow')}</Text>}
          <StateTag register={register} state={entry.to} />
        </Row>
      )}
      {entry.reason && <Prose lead={`${t('common.reason')}${t('common.colon')}`}>{entry.reason}</Prose>}
      {/* Of the first entry, all that it changed is what the record began with, and stands beside. */}
      {entry.from && <FieldChanges register={register} entry={entry} />}
    </Stack>
  );
}

function FieldChanges({ register, entry }: { register: Register; entry: TimelineEntry }) {
  const { t } = useTranslation();
  // In the order of the register, as they stand beside.
  const changed = register.fields.filter(
    ({ id, machine }) => id in entry.after && !machine && !isUnit(register, entry.after, id),
  );
  const facts = changed.map((field) => {
    const { id } = field;
    // Receipts add to each other; those that came before are no former value.
    const before = isReceipts(id) ? undefined : entry.before[id];
    const value = (
      <Stack gap={1}>
        {before !== undefined && before !== null && (
          <div>
            <Text soft small>
              {t('record.before')}
              {t('common.colon')}
            </Text>
            <FieldValue field={field} value={before} />
          </div>
        )}
        <div>
          <FieldValue field={field} value={entry.after[id]} unit={unitOf(register, entry.after, id)} />
        </div>
      </Stack>
    );
    return { key: id, label: field.label, value };
  });
  if (facts.length === 0) return null;
  return (
    <Text small block>
      <Facts facts={facts} />
    </Text>
  );
}
