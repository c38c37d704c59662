import { useTranslation } from 'react-i18next';

import type { Role, User } from '@/api/types';
import { Button, Dialog, Name, Note, Problem, Row, Stack, Text } from '@/ui';
import { useChangeUser } from './queries';

// Another role, or an account that is closed or opened again.
export type Asked = { user: User } & ({ role: Role } | { state: User['state'] });

function useWordsOf(asked: Asked): { title: string; text: string } {
  const { t } = useTranslation();
  if ('role' in asked) {
    return {
      title: t('users.give_role', { role: t(`role.${asked.role}`) }),
      text: t(`role_text.${asked.role}`),
    };
  }
  return asked.state === 'closed'
    ? { title: t('users.close_title'), text: t('users.close_text') }
    : { title: t('users.reopen_title'), text: t('users.reopen_text') };
}

// What a user may do changes at once, so that it is asked before.
export function ConfirmChange({ asked, onDone }: { asked: Asked; onDone: () => void }) {
  const { t } = useTranslation();
  const change = useChangeUser();
  const { title, text } = useWordsOf(asked);
  const { user, ...wanted } = asked;
  return (
    <Dialog title={title} opened onClose={onDone}>
      <Stack gap={4}>
        <Note tone="warning">
          <Text strong>
            <Name>{user.name}</Name>
          </Text>
          {t('common.colon')}
          {text}
        </Note>
        <Problem error={change.error} />
        <Row>
          <Button
            kind="danger"
            busy={change.isPending}
            onClick={() => change.mutate({ id: user.id, ...wanted }, { onSuccess: onDone })}
          >
            {title}
          </Button>
          <Button onClick={onDone}>{t('common.cancel')}</Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
