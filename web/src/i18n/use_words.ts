import { useTranslation } from 'react-i18next';

type Group =
  | 'schema'
  | 'property'
  | 'recognised_kind'
  | 'field'
  | 'check_digit'
  | 'format'
  | 'ledger_kind'
  | 'import_state'
  | 'name_kind'
  | 'gender'
  | 'instruments';

// The word for a code that the server sends. A code that has none is shown as it is, so that nothing is hidden.
export function useWords(): (group: Group, code: string) => string {
  const { t, i18n } = useTranslation();
  return (group, code) => {
    const key = `${group}.${code}`;
    return i18n.exists(key) ? t(key as never) : code;
  };
}
