import { useTranslation } from 'react-i18next';

import type { Instrument, RegisterField } from '@/api/records';
import { useLanguage } from '@/i18n/use_language';
import { Facts, Note, Problem, Select, Stack, Text } from '@/ui';
import { formatAmount } from './instrument_words';
import { useInstruments } from './queries';

interface Props {
  record: string;
  field: RegisterField;
  value: string;
  onChange: (id: string) => void;
  required: boolean;
  error: string | undefined;
}

// The treaty or law that a case rests on: those in force between the two States, the most favourable first, with what
// each of them says and where.
export function InstrumentInput({ record, field, value, onChange, required, error }: Props) {
  const { t } = useTranslation();
  const instruments = useInstruments(record);
  const items = instruments.data?.items ?? [];
  const chosen = items.find(({ id }) => id === value);
  return (
    <Stack gap={2}>
      <Select
        label={field.label}
        description={field.help || undefined}
        required={required}
        error={error}
        placeholder={t('records.choose')}
        data={items.map(({ id, title }) => ({ value: id, label: title }))}
        value={chosen ? value : null}
        onChange={(id) => onChange(id ?? '')}
        nothingFoundMessage={t('palette.nothing')}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <Problem error={instruments.error} />
      {instruments.isSuccess && items.length === 0 && <Note tone="warning">{t('instruments.none')}</Note>}
      {chosen && <Sayings instrument={chosen} />}
    </Stack>
  );
}

function Sayings({ instrument }: { instrument: Instrument }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const unsure = instrument.to_confirm || instrument.values.some(({ to_confirm }) => to_confirm);
  const facts = instrument.values.map((value) => ({
    label: t(`instruments.${value.id}`),
    value: t('instruments.amount', {
      amount: formatAmount(value.amount, { id: value.unit, label: t(`instruments.${value.unit}`) }, language),
      source: value.source,
    }),
  }));
  return (
    <Stack gap={2}>
      {unsure && <Note tone="warning">{t('instruments.to_confirm')}</Note>}
      {facts.length > 0 ? <Facts facts={facts} /> : <Text soft>{t('instruments.silent')}</Text>}
      <Text small soft block>
        {t('instruments.source', { source: instrument.source })}
      </Text>
    </Stack>
  );
}
