import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { countries, countryCodeOf, fittingCountries } from '@/i18n/countries';
import { countryName, ORGANISATIONS } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Select } from '@/ui';
import { isPartnerCode } from './values';

interface Props {
  label: string;
  hint?: string | undefined;
  value: string;
  onChange: (code: string) => void;
  required?: boolean | undefined;
  error?: string | undefined;
  // Countries alone, or organisations by their code too.
  countriesOnly?: boolean;
  // What stands in the empty field.
  empty?: string;
}

// A country by its name in the reader's language, or the code of an organisation as it is typed.
export function PartnerSelect(props: Props) {
  const { label, hint, value, onChange, required, error, countriesOnly = false, empty } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const [search, setSearch] = useState('');
  const data = countries(language).map((country) => ({ value: country.value.toUpperCase(), label: country.label }));
  if (!countriesOnly)
    data.unshift(...ORGANISATIONS.map((code) => ({ value: code as string, label: countryName(code, language) })));
  const known = (code: string) => data.some((country) => country.value === code);
  const add = (code: string) => {
    if (!countriesOnly && isPartnerCode(code) && !known(code)) data.unshift({ value: code, label: code });
  };
  const typed = countryCodeOf(search).toUpperCase();
  add(typed);
  if (value !== typed) add(value);
  return (
    <Select
      label={label}
      description={hint}
      placeholder={empty ?? t(required ? 'records.choose' : 'check.any')}
      data={data}
      value={value || null}
      onChange={(code) => onChange(code ?? '')}
      onSearchChange={setSearch}
      filter={fittingCountries}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('check.clear') }}
      nothingFoundMessage={t('check.no_country')}
      limit={60}
      required={required}
      error={error}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}
