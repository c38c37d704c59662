import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';

import type { RecordRow } from '@/api/records';
import type { SubjectKind } from '@/api/subjects';
import { Button, Link, Mono, Name, Note, Row, Stack, Text } from '@/ui';
import { LikelyCard } from './likely_card';
import { useLikely, useSubject } from './queries';

interface Props {
  type: SubjectKind;
  row: RecordRow;
  onChange: (row: RecordRow) => void;
}

const TYPING_MS = 500;
const ENOUGH_LETTERS = 3;
const MOST_SHOWN = 4;
const ASKED = [
  'name',
  'birth_date',
  'gender',
  'nationality',
  'document',
  'vin',
  'plate',
  'engine',
  'country',
  'number',
];

// The files that a row may be of, while it is typed; a person picks one, or leaves it and a new file is made.
export function SubjectPicker({ type, row, onChange }: Props) {
  return row.subject ? (
    <Picked id={row.subject} onDrop={() => onChange({ ...row, subject: '' })} />
  ) : (
    <Choices type={type} row={row} onChange={onChange} />
  );
}

function Picked({ id, onDrop }: { id: string; onDrop: () => void }) {
  const { t } = useTranslation();
  const file = useSubject(id).data;
  return (
    <Note
      action={
        <Button small onClick={onDrop}>
          {t('subject.drop')}
        </Button>
      }
    >
      {t('subject.picked')}{' '}
      <Link to={`/subjects/${id}`}>
        {file ? (
          <>
            <Mono>{file.number}</Mono> <Name>{file.caption}</Name>
          </>
        ) : (
          t('subject.title_one')
        )}
      </Link>
    </Note>
  );
}

function Choices({ type, row, onChange }: Props) {
  const { t } = useTranslation();
  const typed = Object.fromEntries(ASKED.map((member) => [member, row[member]?.trim() ?? '']));
  const [query] = useDebouncedValue(typed, TYPING_MS);
  const main = query.name || query.plate || query.vin || query.engine || query.number || query.document || '';
  const enough = main.length >= ENOUGH_LETTERS;
  const likely = useLikely({ kind: type, limit: MOST_SHOWN, ...query }, enough);
  const found = enough ? (likely.data ?? []) : [];
  if (found.length === 0) return null;
  return (
    <Stack gap={2}>
      <Text small soft block>
        {t('subject.may_be')}
      </Text>
      {found.map((one) => (
        <LikelyCard
          key={one.file.id}
          likely={one}
          actions={
            <Row>
              <Button small onClick={() => onChange({ ...row, subject: one.file.id })}>
                {t('subject.pick')}
              </Button>
            </Row>
          }
        />
      ))}
    </Stack>
  );
}
