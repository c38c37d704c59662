import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { SubjectMember, SubjectValues, SubjectView } from '@/api/subjects';
import {
  announce,
  Button,
  Columns,
  FieldGroup,
  Form,
  LongText,
  PaperInput,
  Problem,
  Row,
  Select,
  Stack,
  Text,
  TextInput,
} from '@/ui';
import { readPartialDate } from '../check/draft';
import { PartnerSelect } from '../records/partner_select';
import { useChange } from './queries';

interface Props {
  file: SubjectView;
  onClose: () => void;
}

const NAME_KINDS = ['name', 'alias', 'weakAlias', 'previousName'] as const;

// What is written on a file itself; what records say is changed in the records.
export function ChangeForm({ file, onClose }: Props) {
  const { t } = useTranslation();
  const [id, setId] = useState(file.id);
  const member = file.members.find((one) => one.id === id) ?? file.members[0];
  return (
    <Stack gap={3}>
      <Text small soft block>
        {t('subject.write_text')}
      </Text>
      {file.members.length > 1 && (
        <Select
          label={t('subject.on_which')}
          data={file.members.map((one) => ({ value: one.id, label: one.number }))}
          value={id}
          onChange={(chosen) => chosen && setId(chosen)}
          allowDeselect={false}
        />
      )}
      {member && <Fields key={member.id} file={file} member={member} onClose={onClose} />}
    </Stack>
  );
}

function Fields({ file, member, onClose }: Props & { member: SubjectMember }) {
  const { t } = useTranslation();
  const [values, setValues] = useState<SubjectValues>(member.values);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<{ reason?: string; date?: string }>({});
  const change = useChange();
  const set = (part: SubjectValues) => setValues((before) => ({ ...before, ...part }));
  const send = () => {
    const date = values.birth_date?.trim() ? readPartialDate(values.birth_date) : '';
    const missing = reason.trim() ? undefined : t('common.reason_missing');
    setWrong({
      ...(missing ? { reason: missing } : {}),
      ...(date === null ? { date: t('check.birth_date_wrong') } : {}),
    });
    if (missing || date === null) return;
    change.mutate(
      { id: member.id, version: member.version, values: filled(file, { ...values, birth_date: date ?? '' }), reason },
      { onSuccess: () => (announce(t('subject.written')), onClose()) },
    );
  };
  return (
    <Form label={t('subject.write')} onSubmit={send}>
      <Stack gap={3}>
        {file.kind === 'person' && <PersonFields values={values} set={set} wrongDate={wrong.date} />}
        {file.kind === 'vehicle' && <VehicleFields values={values} set={set} />}
        <LongText
          label={t('subject.note')}
          minRows={2}
          value={values.note ?? ''}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
        <LongText
          label={t('common.reason')}
          description={t('common.reason_hint')}
          required
          minRows={2}
          value={reason}
          error={wrong.reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Problem error={change.error} />
        <Row>
          <Button type="submit" kind="main" busy={change.isPending}>
            {t('subject.write_do')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </Row>
      </Stack>
    </Form>
  );
}

// Only the fields of the kind; what is empty takes a value away.
function filled(file: SubjectView, values: SubjectValues): Record<string, unknown> {
  const { names = [], papers = [], plates = [], nationalities = [], birth_date, gender, vin, make, note } = values;
  if (file.kind === 'person')
    return {
      names: names.filter(({ text }) => text.trim()),
      papers: papers.filter(({ number }) => number.trim()),
      nationalities: nationalities.filter(Boolean),
      birth_date: birth_date || null,
      gender: gender || null,
      note: note?.trim() || null,
    };
  if (file.kind === 'vehicle')
    return {
      plates: plates.filter(({ plate }) => plate.trim()),
      vin: vin?.trim() || null,
      make: make?.trim() || null,
      note: note?.trim() || null,
    };
  return { note: note?.trim() || null };
}

interface PartProps {
  values: SubjectValues;
  set: (part: SubjectValues) => void;
}

function PersonFields({ values, set, wrongDate }: PartProps & { wrongDate: string | undefined }) {
  const { t } = useTranslation();
  const { names = [], papers = [], nationalities = [] } = values;
  return (
    <>
      <Rows
        label={t('subject.names')}
        add={t('subject.add_name')}
        rows={names}
        empty={{ text: '', kind: 'alias' }}
        onChange={(rows) => set({ names: rows })}
        fields={(row, change) => (
          <>
            <TextInput
              label={t('member.name')}
              value={row.text}
              onChange={(event) => change({ ...row, text: event.currentTarget.value })}
              dir="auto"
              autoComplete="off"
            />
            <Select
              label={t('subject.name_kind')}
              data={NAME_KINDS.map((kind) => ({ value: kind, label: t(`name_kind.${kind}`) }))}
              value={row.kind}
              onChange={(kind) => change({ ...row, kind: kind ?? 'name' })}
              allowDeselect={false}
              comboboxProps={{ transitionProps: { duration: 0 } }}
            />
          </>
        )}
      />
      <Columns>
        <TextInput
          label={t('member.birth_date')}
          placeholder={t('check.birth_date_hint')}
          value={values.birth_date ?? ''}
          error={wrongDate}
          onChange={(event) => set({ birth_date: event.currentTarget.value })}
        />
        <Select
          label={t('member.gender')}
          placeholder={t('check.any')}
          data={(['male', 'female', 'other'] as const).map((code) => ({ value: code, label: t(`gender.${code}`) }))}
          value={values.gender ?? null}
          onChange={(code) => set({ gender: code ?? '' })}
          clearable
          clearButtonProps={{ 'aria-label': t('check.clear') }}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
      </Columns>
      <Rows
        label={t('member.nationality')}
        add={t('subject.add_nationality')}
        rows={nationalities}
        empty=""
        onChange={(rows) => set({ nationalities: rows })}
        fields={(code, change) => (
          <PartnerSelect label={t('member.nationality')} value={code} onChange={change} countriesOnly />
        )}
      />
      <Rows
        label={t('subject.papers')}
        add={t('subject.add_paper')}
        rows={papers}
        empty={{ number: '' }}
        onChange={(rows) => set({ papers: rows })}
        fields={(row, change) => (
          <>
            <PaperInput
              label={t('member.number')}
              value={row.number}
              onChange={(event) => change({ ...row, number: event.currentTarget.value })}
              dir="ltr"
            />
            <TextInput
              label={t('member.type')}
              value={row.type ?? ''}
              onChange={(event) => change({ ...row, type: event.currentTarget.value })}
            />
            <PartnerSelect
              label={t('member.country')}
              value={row.country ?? ''}
              onChange={(country) => change({ ...row, country })}
              countriesOnly
            />
          </>
        )}
      />
    </>
  );
}

function VehicleFields({ values, set }: PartProps) {
  const { t } = useTranslation();
  const { plates = [] } = values;
  return (
    <>
      <Columns>
        <PaperInput
          label={t('member.vin')}
          value={values.vin ?? ''}
          onChange={(event) => set({ vin: event.currentTarget.value })}
          dir="ltr"
        />
        <TextInput
          label={t('member.make')}
          value={values.make ?? ''}
          onChange={(event) => set({ make: event.currentTarget.value })}
        />
      </Columns>
      <Rows
        label={t('member.plate')}
        add={t('subject.add_plate')}
        rows={plates}
        empty={{ plate: '' }}
        onChange={(rows) => set({ plates: rows })}
        fields={(row, change) => (
          <>
            <PaperInput
              label={t('member.plate')}
              value={row.plate}
              onChange={(event) => change({ ...row, plate: event.currentTarget.value })}
              dir="ltr"
            />
            <PartnerSelect
              label={t('member.country')}
              value={row.country ?? ''}
              onChange={(country) => change({ ...row, country })}
              countriesOnly
            />
          </>
        )}
      />
    </>
  );
}

interface RowsProps<Item> {
  label: string;
  add: string;
  rows: Item[];
  empty: Item;
  onChange: (rows: Item[]) => void;
  fields: (row: Item, change: (row: Item) => void) => React.ReactNode;
}

function Rows<Item>({ label, add, rows, empty, onChange, fields }: RowsProps<Item>) {
  const { t } = useTranslation();
  return (
    <FieldGroup label={label}>
      <Stack gap={2}>
        {rows.map((row, index) => (
          <Stack key={index} gap={1}>
            <Columns>{fields(row, (now) => onChange(rows.map((old, at) => (at === index ? now : old))))}</Columns>
            <Row>
              <Button small onClick={() => onChange(rows.filter((_, at) => at !== index))}>
                {t('row.remove')}
              </Button>
            </Row>
          </Stack>
        ))}
        <Row>
          <Button small onClick={() => onChange([...rows, empty])}>
            {add}
          </Button>
        </Row>
      </Stack>
    </FieldGroup>
  );
}
