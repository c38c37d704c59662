import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { remember, remembered } from '@/app/remember';
import { Select } from '@/ui';
import { usePurposes } from './queries';

const listeners = new Set<(code: string) => void>();

// The purpose that the reader last chose; it goes with every check and every look at an entry.
export function usePurpose(): [string, (code: string) => void] {
  const [chosen, setChosen] = useState(remembered('purpose') ?? '');
  useEffect(() => {
    listeners.add(setChosen);
    return () => void listeners.delete(setChosen);
  }, []);
  const purposes = usePurposes().data ?? [];
  const known = purposes.some(({ code }) => code === chosen) || purposes.length === 0;
  const purpose = known ? chosen : (purposes[0]?.code ?? '');
  const choose = (code: string) => {
    remember('purpose', code);
    listeners.forEach((tell) => tell(code));
  };
  return [purpose, choose];
}

export function usePurposeLabel(): (code: string) => string {
  const purposes = usePurposes().data ?? [];
  return (code) => purposes.find((purpose) => purpose.code === code)?.label ?? code;
}

export function PurposeSelect() {
  const { t } = useTranslation();
  const purposes = usePurposes().data ?? [];
  const [purpose, choose] = usePurpose();
  return (
    <Select
      label={t('check.purpose')}
      data={purposes.map(({ code, label }) => ({ value: code, label }))}
      value={purpose}
      onChange={(code) => code && choose(code)}
      allowDeselect={false}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}
