import { useTranslation } from 'react-i18next';

import { PasswordInput, Stack } from '@/ui';

export const MIN_PASSWORD_LETTERS = 10;

export interface NewPassword {
  first: string;
  second: string;
}

export function passwordReady({ first, second }: NewPassword): boolean {
  return [...first].length >= MIN_PASSWORD_LETTERS && first === second;
}

interface Props {
  value: NewPassword;
  onChange: (value: NewPassword) => void;
}

// A new password, typed twice, with what is wrong said beside it.
export function PasswordFields({ value, onChange }: Props) {
  const { t } = useTranslation();
  const differs = value.second !== '' && value.first !== value.second;
  return (
    <Stack gap={3}>
      <PasswordInput
        label={t('session.new_password')}
        description={t('session.password_rule', { count: MIN_PASSWORD_LETTERS })}
        value={value.first}
        onChange={(event) => onChange({ ...value, first: event.currentTarget.value })}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
        dir="ltr"
        required
      />
      <PasswordInput
        label={t('session.repeat_password')}
        value={value.second}
        onChange={(event) => onChange({ ...value, second: event.currentTarget.value })}
        error={differs ? t('session.passwords_differ') : undefined}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
        dir="ltr"
        required
      />
    </Stack>
  );
}
