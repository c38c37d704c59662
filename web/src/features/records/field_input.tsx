import { useTranslation } from 'react-i18next';

import type { Labelled, RecordRow, RegisterField } from '@/api/records';
import { Checkbox, ChoiceList, LongText, MultiSelect, Select, TextInput } from '@/ui';
import { useSession } from '../session/queries';
import { FileInput } from './file_input';
import { InstantInput } from './instant_input';
import { PartnerSelect } from './partner_select';
import { useColleagues, useRegisters } from './queries';
import { RowEditor } from './row_editor';
import { countries, fittingCountries } from '@/i18n/countries';
import { countryName, ORGANISATIONS } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { useUserName } from './use_labels';
import { isRowType, type Held } from './values';

interface Props {
  field: RegisterField;
  value: Held;
  onChange: (value: Held) => void;
  required: boolean;
  error: string | undefined;
  // Of those that there are, the ones that may be chosen here.
  only?: string[] | undefined;
}

// The control for a field, as its type wants it.
export function FieldInput({ field, value, onChange, required, error, only }: Props) {
  const { t } = useTranslation();
  const text = typeof value === 'string' ? value : '';
  const common = { label: field.label, required, error };
  if (isRowType(field.type)) {
    return (
      <RowEditor
        {...common}
        type={field.type}
        roles={field.person_roles}
        kinds={field.object_kinds}
        hint={field.help || undefined}
        rows={typeof value === 'string' ? [] : (value as RecordRow[])}
        onChange={onChange}
      />
    );
  }
  switch (field.type) {
    case 'attachment':
      return (
        <FileInput
          {...common}
          hint={field.help || undefined}
          files={typeof value === 'string' ? [] : (value as RecordRow[])}
          onChange={onChange}
        />
      );
    case 'choices':
      return <Choices {...common} field={field} value={value as string[]} onChange={onChange} />;
    case 'units':
    case 'users':
    case 'countries':
      return <Several {...common} field={field} value={value as string[]} onChange={onChange} only={only} />;
    case 'links':
      return (
        <LongText
          {...common}
          description={field.help || undefined}
          placeholder={t('records.links_hint')}
          value={(value as string[]).join('\n')}
          onChange={(event) => onChange(event.currentTarget.value === '' ? [] : event.currentTarget.value.split('\n'))}
          dir="ltr"
        />
      );
    case 'choice':
      return <Choice {...common} field={field} options={field.choices} value={text} onChange={onChange} />;
    case 'unit':
      return <Unit {...common} field={field} value={text} onChange={onChange} />;
    case 'user':
      return <Person {...common} field={field} value={text} onChange={onChange} />;
    case 'partner':
      return <PartnerSelect {...common} hint={field.help || undefined} value={text} onChange={onChange} />;
    case 'long_text':
      return (
        <LongText
          {...common}
          description={field.help || undefined}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return <Line {...common} field={field} value={text} onChange={onChange} />;
  }
}

interface OneProps {
  label: string;
  required: boolean;
  error: string | undefined;
  field: RegisterField;
  value: string;
  onChange: (value: Held) => void;
}

// A text of one line, a date, an instant, a count, or the number of another record.
function Line({ field, value, onChange, ...common }: OneProps) {
  const { t } = useTranslation();
  const number = field.type === 'link' || field.type === 'count';
  const hints = { date: t('records.date_hint'), link: t('records.link_hint') } as Record<string, string>;
  if (field.type === 'instant') {
    return (
      <InstantInput
        {...common}
        description={field.help || undefined}
        value={value}
        onChange={(text) => onChange(text)}
      />
    );
  }
  return (
    <TextInput
      {...common}
      type="text"
      description={field.help || undefined}
      placeholder={hints[field.type]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      inputMode={field.type === 'count' ? 'numeric' : undefined}
      dir={number ? 'ltr' : 'auto'}
      autoComplete="off"
    />
  );
}

function Choice({ field, options, value, onChange, ...common }: OneProps & { options: readonly Labelled[] }) {
  const { t } = useTranslation();
  return (
    <Select
      {...common}
      description={field.help || undefined}
      placeholder={t('records.choose')}
      data={options.map(({ id, label }) => ({ value: id, label }))}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
      searchable={options.length > 8}
      allowDeselect={false}
      clearable
      clearButtonProps={{ 'aria-label': t('check.clear') }}
      nothingFoundMessage={t('palette.nothing')}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}

function Choices({ field, value, onChange, ...common }: Omit<OneProps, 'value'> & { value: string[] }) {
  return (
    <Checkbox.Group {...common} description={field.help || undefined} value={value} onChange={onChange}>
      <ChoiceList>
        {field.choices.map(({ id, label }) => (
          <Checkbox key={id} value={id} label={label} />
        ))}
      </ChoiceList>
    </Checkbox.Group>
  );
}

// Units, persons, or countries with organisations.
type SeveralProps = Omit<OneProps, 'value'> & { value: string[]; only: string[] | undefined };

function Several({ field, value, onChange, only, ...common }: SeveralProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const units = useRegisters().data?.units ?? [];
  const colleagues = useColleagues();
  const known =
    field.type === 'units'
      ? units.map(({ id, label }) => ({ value: id, label }))
      : field.type === 'users'
        ? colleagues.map(({ id, name }) => ({ value: id, label: name }))
        : [
            ...ORGANISATIONS.map((code) => ({ value: code as string, label: countryName(code, language) })),
            ...countries(language).map((country) => ({ value: country.value.toUpperCase(), label: country.label })),
          ];
  const offered = only ? known.filter((one) => only.includes(one.value) || value.includes(one.value)) : known;
  const others = value.filter((id) => !offered.some((one) => one.value === id));
  return (
    <MultiSelect
      {...common}
      description={field.help || undefined}
      placeholder={value.length ? undefined : t('records.choose')}
      data={[...offered, ...others.map((id) => ({ value: id, label: id }))]}
      value={value}
      onChange={onChange}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('check.clear') }}
      nothingFoundMessage={t('palette.nothing')}
      filter={field.type === 'countries' ? fittingCountries : undefined}
      limit={60}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}

function Unit(props: OneProps) {
  const units = useRegisters().data?.units ?? [];
  return <Choice {...props} options={units} />;
}

// Oneself, and the colleagues whose names the reader may see.
function Person(props: OneProps) {
  const { t } = useTranslation();
  const me = useSession().data?.user;
  const name = useUserName();
  const others = useColleagues().filter(({ id }) => id !== me?.id);
  const options = others.map((user) => ({ id: user.id, label: user.name }));
  if (me) options.unshift({ id: me.id, label: t('records.me', { name: me.name }) });
  if (props.value && !options.some(({ id }) => id === props.value)) {
    options.push({ id: props.value, label: name(props.value) });
  }
  return <Choice {...props} options={options} />;
}
