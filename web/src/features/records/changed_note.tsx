import { useTranslation } from 'react-i18next';

import { Button, Note } from '@/ui';

// A list that is no longer the newest changes when the reader wants it, so that nothing jumps under the pointer.
export function ChangedNote({ shown, onShow }: { shown: boolean; onShow: () => void }) {
  const { t } = useTranslation();
  if (!shown) return null;
  return (
    <Note
      live
      action={
        <Button small onClick={onShow}>
          {t('records.show_changes')}
        </Button>
      }
    >
      {t('records.changed_meanwhile')}
    </Note>
  );
}
