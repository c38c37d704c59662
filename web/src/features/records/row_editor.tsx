import { useTranslation } from 'react-i18next';

import type { RecordRow, RegisterField } from '@/api/records';
import { Button, Columns, FieldGroup, PaperInput, Row, Select, Stack, TextInput } from '@/ui';
import { SubjectPicker } from '../subjects/picker';
import { MaskedPerson } from './masked';
import { PartnerSelect } from './partner_select';
import { hasWrongDate, ROW_MEMBERS, type RowType } from './values';

interface Props {
  type: RowType;
  label: string;
  // What a person may be here; any text if it says none.
  roles?: RegisterField['person_roles'];
  // What an object may be here.
  kinds?: RegisterField['object_kinds'];
  hint?: string | undefined;
  rows: RecordRow[];
  onChange: (rows: RecordRow[]) => void;
  required?: boolean | undefined;
  error?: string | undefined;
}

// Persons or things, each with a few members.
export function RowEditor({ type, label, roles, kinds, hint, rows, onChange, required, error }: Props) {
  const { t } = useTranslation();
  // It stands at its box, not under all of them.
  const wrongDate = t('wrong.date');
  const change = (index: number, row: RecordRow) => onChange(rows.map((old, at) => (at === index ? row : old)));
  return (
    <FieldGroup label={label} hint={hint} required={required} error={error === wrongDate ? undefined : error}>
      {rows.map((row, index) => (
        <FieldGroup key={index} label={t(`row.${type}`, { number: index + 1 })}>
          <Stack gap={2}>
            {row.masked ? (
              <MaskedPerson row={row} roles={roles} />
            ) : (
              <>
                <Columns>
                  {ROW_MEMBERS[type].map((member) => (
                    <Member
                      key={member}
                      member={member}
                      roles={roles}
                      kinds={kinds}
                      value={row[member] ?? ''}
                      error={error && member === 'birth_date' && hasWrongDate(row) ? wrongDate : undefined}
                      onChange={(text) => change(index, { ...row, [member]: text })}
                    />
                  ))}
                </Columns>
                <SubjectPicker type={type} row={row} onChange={(now) => change(index, now)} />
              </>
            )}
            <Row>
              <Button small onClick={() => onChange(rows.filter((_, at) => at !== index))}>
                {t('row.remove')}
              </Button>
            </Row>
          </Stack>
        </FieldGroup>
      ))}
      <Row>
        <Button small onClick={() => onChange([...rows, {}])}>
          {t(`row_add.${type}`)}
        </Button>
      </Row>
    </FieldGroup>
  );
}

interface MemberProps {
  member: string;
  roles: RegisterField['person_roles'];
  kinds: RegisterField['object_kinds'];
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

const NUMBERS = ['document', 'vin', 'plate', 'engine', 'number'];

function Member({ member, roles = [], kinds = [], value, error, onChange }: MemberProps) {
  const { t } = useTranslation();
  const label = t(`member.${member}` as never) as string;
  if (member === 'nationality' || member === 'country') {
    return <PartnerSelect label={label} value={value} onChange={onChange} countriesOnly />;
  }
  if (member === 'role' && roles.length > 0) {
    return (
      <Select
        label={label}
        placeholder={t('check.any')}
        data={roles.map((role) => ({ value: role.id, label: role.label }))}
        value={value || null}
        onChange={(code) => onChange(code ?? '')}
        clearable
        clearButtonProps={{ 'aria-label': t('check.clear') }}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
    );
  }
  if (member === 'kind') {
    return (
      <Select
        label={label}
        placeholder={t('records.choose')}
        data={kinds.map((kind) => ({ value: kind.id, label: kind.label }))}
        value={value || null}
        onChange={(code) => onChange(code ?? '')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('check.clear') }}
        nothingFoundMessage={t('palette.nothing')}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
    );
  }
  if (member === 'gender') {
    return (
      <Select
        label={label}
        placeholder={t('check.any')}
        data={(['male', 'female', 'other'] as const).map((code) => ({ value: code, label: t(`gender.${code}`) }))}
        value={value || null}
        onChange={(code) => onChange(code ?? '')}
        clearable
        clearButtonProps={{ 'aria-label': t('check.clear') }}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
    );
  }
  const Input = NUMBERS.includes(member) ? PaperInput : TextInput;
  return (
    <Input
      label={label}
      placeholder={member === 'birth_date' ? t('row.birth_date_hint') : undefined}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      dir={NUMBERS.includes(member) ? 'ltr' : 'auto'}
      autoComplete="off"
      spellCheck={false}
    />
  );
}
