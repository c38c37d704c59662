import { useTranslation } from 'react-i18next';

import type { SubjectEvent, SubjectView } from '@/api/subjects';
import { Heading, Lines, Link, Mono, Name, Panel, Prose, Row, Stack, Text, Time } from '@/ui';
import { useRegisters } from '../records/queries';
import { labelIn } from '../records/use_labels';

// What happened to the files and to all records that speak of them, newest first.
export function SubjectTimeline({ file }: { file: SubjectView }) {
  const { t } = useTranslation();
  return (
    <Panel label={t('record.timeline')}>
      <Stack gap={3}>
        <Heading>{t('record.timeline')}</Heading>
        <Lines items={file.timeline.map((event) => ({ key: event.seq, line: <Event file={file} event={event} /> }))} />
      </Stack>
    </Panel>
  );
}

function Event({ file, event }: { file: SubjectView; event: SubjectEvent }) {
  const { t } = useTranslation();
  const registers = useRegisters().data?.registers ?? [];
  const record = file.records.find(({ id }) => id === event.record);
  const register = registers.find(({ id }) => id === record?.register);
  const numberOf = (id: string) => file.members.find((member) => member.id === id)?.number ?? '';
  const what = event.record
    ? labelIn(register?.actions ?? [], event.action)
    : t(`subject_event.${event.kind.replace('subject.', '')}` as never);
  return (
    <Stack gap={1}>
      <Row gap={1}>
        <Text strong>{what as string}</Text>
        {record && (
          <Link to={`/records/${record.id}`}>
            <Mono>{record.number}</Mono>
          </Link>
        )}
        {event.file && <Mono>{numberOf(event.file)}</Mono>}
        {event.other && numberOf(event.other) && <Mono>{numberOf(event.other)}</Mono>}
      </Row>
      <Text small soft>
        <Name>{event.who}</Name> · <Time at={event.at} />
      </Text>
      {event.reason && <Prose>{event.reason}</Prose>}
    </Stack>
  );
}
