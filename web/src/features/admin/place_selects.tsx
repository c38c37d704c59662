import { useTranslation } from 'react-i18next';

import { PartnerSelect } from '@/features/records/partner_select';
import { useRegisters } from '@/features/records/queries';
import { Select } from '@/ui';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

// The unit that counts for records that are restricted to units.
export function UnitSelect({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const units = useRegisters().data?.units ?? [];
  return (
    <Select
      label={label}
      placeholder={t('users.no_unit')}
      data={units.map((unit) => ({ value: unit.id, label: unit.label }))}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
      clearable
      clearButtonProps={{ 'aria-label': t('check.clear') }}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}

// The country of a partner's officer: what is withheld from it he does not see.
export function CountrySelect({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <PartnerSelect
      label={label}
      hint={t('users.country_hint')}
      value={value}
      onChange={onChange}
      countriesOnly
      empty={t('users.own_country')}
    />
  );
}
