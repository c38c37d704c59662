import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, Form, Note, PasswordInput, Problem, Row, Stack } from '@/ui';
import { PasswordFields, passwordReady } from './password_fields';
import { useChangePassword } from './queries';

export function ChangePassword({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('session.change_password')} opened={opened} onClose={onClose}>
      <ChangePasswordForm onClose={onClose} />
    </Dialog>
  );
}

function ChangePasswordForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const change = useChangePassword();
  const [old, setOld] = useState('');
  const [password, setPassword] = useState({ first: '', second: '' });
  if (change.isSuccess) {
    return (
      <Note tone="good" live action={<Button onClick={onClose}>{t('common.close')}</Button>}>
        {t('session.password_changed')}
      </Note>
    );
  }
  return (
    <Form label={t('session.change_password')} onSubmit={() => change.mutate({ old, new: password.first })}>
      <Stack gap={4}>
        <PasswordInput
          label={t('session.old_password')}
          value={old}
          onChange={(event) => setOld(event.currentTarget.value)}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
          dir="ltr"
          required
          data-autofocus
        />
        <PasswordFields value={password} onChange={setPassword} />
        <Problem error={change.error} />
        <Row>
          <Button type="submit" kind="main" busy={change.isPending} disabled={!old || !passwordReady(password)}>
            {t('session.change_password')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </Row>
      </Stack>
    </Form>
  );
}
