import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Labelled, Register, RegisterField } from '@/api/records';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import {
  Button,
  Collapse,
  Columns,
  Form,
  Grow,
  MultiSelect,
  Row,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  TextInput,
} from '@/ui';
import { countOf, NO_FILTERS, type Filters } from './filters';
import { PartnerSelect } from './partner_select';
import { useRegisters, useStateCounts } from './queries';

interface Props {
  register: Register;
  filters: Filters;
  onChange: (change: Partial<Filters>) => void;
}

const TYPING_MS = 300;
const KINDS = ['open', 'waiting', 'closed'] as const;

// What the list is narrowed to. Each change goes to the address, and back to the first page.
export function RegisterFilters({ register, filters, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const count = countOf(filters);
  const [opened, setOpened] = useState(count > 0);
  const [text, setText] = useTyped(filters.q, (q) => onChange({ q }));
  return (
    <Form label={t('records.search')} onSubmit={() => onChange({ q: text })} search>
      <Stack gap={3}>
        <Row align="end">
          <Grow wide>
            <TextInput
              label={t('records.search')}
              placeholder={t('records.search_hint')}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              type="search"
              dir="auto"
              autoComplete="off"
              data-search
            />
          </Grow>
          <SegmentedControl
            aria-label={t('records.order')}
            data={[
              { value: 'changed', label: t('records.by_change') },
              { value: 'due', label: t('records.by_due') },
            ]}
            value={filters.byDue ? 'due' : 'changed'}
            onChange={(order) => onChange({ byDue: order === 'due' })}
            transitionDuration={0}
          />
          <Button expanded={opened} onClick={() => setOpened(!opened)}>
            {t('records.filters')}
            {count > 0 && ` (${formatNumber(count, language)})`}
          </Button>
          {(count > 0 || filters.q) && (
            <Button
              kind="quiet"
              onClick={() => {
                setText('');
                onChange({ ...NO_FILTERS, byDue: filters.byDue, columns: filters.columns });
              }}
            >
              {t('records.clear')}
            </Button>
          )}
        </Row>
        <Collapse in={opened} transitionDuration={0}>
          <Choices register={register} filters={filters} onChange={onChange} />
        </Collapse>
      </Stack>
    </Form>
  );
}

// What is typed goes to the address when the reader pauses; what changes there (back, a link) comes here.
function useTyped(given: string, onPause: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(given);
  const [sent, setSent] = useState(given);
  if (given !== sent) {
    setSent(given);
    setText(given);
  }
  useEffect(() => {
    if (text === sent) return undefined;
    const timer = setTimeout(() => {
      setSent(text);
      onPause(text);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, sent, onPause]);
  return [text, setText];
}

function Choices({ register, filters, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const counts = useStateCounts(register.id).data ?? {};
  const states = register.states.map(({ id, label }) => ({
    id,
    label: counts[id] ? `${label} (${formatNumber(counts[id], language)})` : label,
  }));
  const set = (field: string, value: string) => onChange({ fields: { ...filters.fields, [field]: value } });
  return (
    <Stack gap={3}>
      <Columns>
        <Choice
          label={t('records.state')}
          options={states}
          value={filters.state}
          onChange={(state) => onChange({ state })}
        />
        <Choice
          label={t('records.kind')}
          options={KINDS.map((id) => ({ id, label: t(`record_kind.${id}`) }))}
          value={filters.kind}
          onChange={(kind) => onChange({ kind })}
        />
        {register.fields
          .filter(({ column }) => column)
          .map((field) => (
            <FieldFilter
              key={field.id}
              field={field}
              value={filters.fields[field.id] ?? ''}
              onChange={(value) => set(field.id, value)}
            />
          ))}
      </Columns>
      <MultiSelect
        label={t('records.columns')}
        placeholder={filters.columns.length > 0 ? undefined : t('records.usual_columns')}
        data={register.fields.map(({ id, label }) => ({ value: id, label }))}
        value={filters.columns}
        onChange={(columns) => onChange({ columns })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('check.clear') }}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <Row gap={4}>
        <Switch
          label={t('records.mine')}
          checked={filters.mine}
          onChange={(event) => onChange({ mine: event.currentTarget.checked })}
        />
        <Switch
          label={t('records.only_late')}
          checked={filters.late}
          onChange={(event) => onChange({ late: event.currentTarget.checked })}
        />
      </Row>
    </Stack>
  );
}

function FieldFilter({
  field,
  value,
  onChange,
}: {
  field: RegisterField;
  value: string;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  const units = useRegisters().data?.units ?? [];
  if (field.type === 'partner') {
    return <PartnerSelect label={field.label} value={value} onChange={onChange} empty={t('records.any')} />;
  }
  const options = field.type === 'unit' ? units : field.type.startsWith('choice') ? field.choices : null;
  return options && <Choice label={field.label} options={options} value={value} onChange={onChange} />;
}

interface ChoiceProps {
  label: string;
  options: readonly Labelled[];
  value: string;
  onChange: (value: string) => void;
}

function Choice({ label, options, value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <Select
      label={label}
      placeholder={t('records.any')}
      data={options.map(({ id, label: name }) => ({ value: id, label: name }))}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
      clearable
      clearButtonProps={{ 'aria-label': t('check.clear') }}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}
