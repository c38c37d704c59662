import { useTranslation } from 'react-i18next';

import { countries, fittingCountries } from '@/i18n/countries';
import { useLanguage } from '@/i18n/use_language';
import { useWords } from '@/i18n/use_words';
import { Columns, Note, Select, Stack, TextInput } from '@/ui';
import { fieldsOf, KINDS, type Draft, type Kind } from './draft';

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
  // The text was recognised as a paper or a vehicle, which says all of this itself.
  paper: boolean;
  badDate: boolean;
}

const still = { transitionProps: { duration: 0 } };

export function RefineFields({ draft, onChange, paper, badDate }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const language = useLanguage();
  const fields = fieldsOf(draft.kind);
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  return (
    <Stack gap={3}>
      {paper && <Note>{t('check.read_from_paper')}</Note>}
      <Columns>
        <Select
          label={t('check.kind')}
          data={[
            { value: 'auto', label: t('check.kind_auto') },
            ...KINDS.map((kind) => ({ value: kind, label: words('schema', kind) })),
          ]}
          value={draft.kind}
          onChange={(kind) => set({ kind: (kind ?? 'auto') as Kind })}
          allowDeselect={false}
          comboboxProps={still}
        />
        {fields.birth && (
          <TextInput
            label={t('check.birth_date')}
            placeholder={t('check.birth_date_hint')}
            value={draft.birthDate}
            onChange={(event) => set({ birthDate: event.currentTarget.value })}
            error={badDate ? t('check.birth_date_wrong') : undefined}
            disabled={paper}
            inputMode="numeric"
            autoComplete="off"
          />
        )}
        <Select
          label={fields.birth ? t('check.nationality') : t('check.country')}
          placeholder={t('check.any')}
          data={countries(language)}
          value={draft.nationality || null}
          onChange={(value) => set({ nationality: value ?? '' })}
          disabled={paper}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('check.clear') }}
          nothingFoundMessage={t('check.no_country')}
          filter={fittingCountries}
          limit={60}
          comboboxProps={still}
        />
        {fields.birth && (
          <Select
            label={t('check.gender')}
            placeholder={t('check.any')}
            data={(['male', 'female', 'other'] as const).map((value) => ({ value, label: t(`gender.${value}`) }))}
            value={draft.gender || null}
            onChange={(value) => set({ gender: value ?? '' })}
            disabled={paper}
            clearable
            clearButtonProps={{ 'aria-label': t('check.clear') }}
            comboboxProps={still}
          />
        )}
        {fields.number && (
          <TextInput
            label={t('check.number')}
            placeholder={t('check.number_hint')}
            value={draft.number}
            onChange={(event) => set({ number: event.currentTarget.value })}
            disabled={paper}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Columns>
    </Stack>
  );
}
