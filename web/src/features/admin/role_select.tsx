import { useTranslation } from 'react-i18next';

import { ROLES, type Role } from '@/api/types';
import { Select } from '@/ui';

interface Props {
  value: Role;
  onChange: (role: Role) => void;
  // Said to screen readers where the column already names it.
  hiddenLabel?: string;
}

export function RoleSelect({ value, onChange, hiddenLabel }: Props) {
  const { t } = useTranslation();
  return (
    <Select
      label={hiddenLabel ? undefined : t('users.role')}
      description={hiddenLabel ? undefined : t(`role_text.${value}`)}
      aria-label={hiddenLabel}
      data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
      value={value}
      onChange={(role) => role && onChange(role as Role)}
      allowDeselect={false}
      size={hiddenLabel ? 'xs' : 'sm'}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}
