import { Drawer as MantineDrawer, Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Form, Textarea } from './controls';
import styles from './dialogs.module.css';
import { Problem } from './feedback';
import { Row, Stack } from './layout';

interface DialogProps {
  title: ReactNode;
  opened: boolean;
  onClose: () => void;
  wide?: boolean;
  children: ReactNode;
}

export function Dialog({ title, opened, onClose, wide, children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      title={<span className={styles.title}>{title}</span>}
      opened={opened}
      onClose={onClose}
      size={wide ? 'xl' : 'md'}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      transitionProps={{ duration: 0 }}
    >
      {children}
    </Modal>
  );
}

export function Drawer({ title, opened, onClose, children }: Omit<DialogProps, 'wide'>) {
  const { t } = useTranslation();
  return (
    <MantineDrawer
      title={<span className={styles.title}>{title}</span>}
      opened={opened}
      onClose={onClose}
      // The end of the line: Mantine turns it round by itself.
      position="right"
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
      transitionProps={{ duration: 0 }}
    >
      {children}
    </MantineDrawer>
  );
}

interface ReasonDialogProps {
  title: string;
  opened: boolean;
  onClose: () => void;
  warning: ReactNode;
  action: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  onConfirm: (reason: string) => void;
}

// A step that needs a reason, which goes on record.
export function ReasonDialog({
  title,
  opened,
  onClose,
  warning,
  action,
  danger,
  busy,
  error,
  onConfirm,
}: ReasonDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const confirm = () => {
    if (reason.trim()) onConfirm(reason.trim());
    else setMissing(true);
  };
  return (
    <Dialog title={title} opened={opened} onClose={onClose}>
      <Form label={title} onSubmit={confirm}>
        <Stack gap={4}>
          <div>{warning}</div>
          <Textarea
            label={t('common.reason')}
            description={t('common.reason_hint')}
            required
            autosize
            minRows={2}
            data-autofocus
            value={reason}
            error={missing && !reason.trim() ? t('common.reason_missing') : undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Problem error={error} />
          <Row>
            <Button type="submit" kind={danger ? 'danger' : 'main'} busy={busy}>
              {action}
            </Button>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
          </Row>
        </Stack>
      </Form>
    </Dialog>
  );
}
