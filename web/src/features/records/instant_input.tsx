import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { formatInstant } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Stack, Text, TextInput } from '@/ui';

interface Props {
  label: string;
  description?: ReactNode;
  required?: boolean;
  error?: ReactNode;
  max?: string;
  value: string;
  onChange: (text: string) => void;
}

// A day and an hour. The browser writes them in its own language, months before days in some; what was read stands
// under it in the language of the page, with the zone.
export function InstantInput({ value, onChange, ...common }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const at = value ? new Date(value) : null;
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Stack gap={1}>
      <TextInput
        {...common}
        type="datetime-local"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        autoComplete="off"
      />
      {at && !Number.isNaN(at.getTime()) && (
        <Text small soft>
          {t('records.instant_read', { at: formatInstant(at, language, new Date()), zone })}
        </Text>
      )}
    </Stack>
  );
}
