import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';

import { ApiError } from '@/api/client';
import type { RecordView, Register, RegisterAction } from '@/api/records';
import { Button, Heading, Note, Panel, Stack, toast } from '@/ui';
import { ActionFields } from './action_fields';
import { useAct } from './queries';
import { receiptsOf, withoutReceipts } from './receipts';
import { Happenings } from './timeline';
import { useActionForm } from './use_action_form';

interface Props {
  register: Register;
  record: RecordView;
  action: RegisterAction;
  onClose: () => void;
}

// The form of an action, on the record that it acts on. It goes by the version that the reader saw when it was opened;
// what others do meanwhile is shown, and has to be looked at before this is sent.
export function ActionPanel({ register, record, action, onClose }: Props) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState(record.version);
  const act = useAct(record.id, action.id, seen);
  const navigate = useNavigate();
  const receipts = receiptsOf(register, action, record);
  const begun = withoutReceipts(record.values, receipts);
  const form = useActionForm(`record.${record.id}.${action.id}`, register, action, begun);
  const changed = record.version > seen && !act.isPending && !act.isSuccess;
  const possible = record.actions.some(({ id, may }) => id === action.id && may);
  const overtaken = act.error instanceof ApiError && act.error.status === 412;
  const shownAtField = Object.keys(form.wrong).length > 0;
  const submit = () => {
    const deed = form.deed();
    if (!deed) return;
    act.mutate(
      { deed, key: form.key },
      {
        onSuccess: (after) => {
          form.forget();
          if (after.gone) {
            toast(t('record.gone'));
            void navigate('/my-day');
            return;
          }
          toast(t('record.done', { action: action.label }));
          onClose();
        },
        onError: form.refuse,
      },
    );
  };
  const goOn = () => {
    setSeen(record.version);
    act.reset();
  };
  const notice = changed && (
    <Changes register={register} record={record} seen={seen} possible={possible} onSeen={goOn} />
  );
  return (
    <Panel label={action.label}>
      <Stack gap={3}>
        <Heading>{action.label}</Heading>
        <ActionFields
          action={action}
          form={form}
          submit={submit}
          busy={act.isPending}
          blocked={changed || !possible}
          error={shownAtField || (overtaken && changed) ? null : act.error}
          notice={notice}
          rests={{ record: record.id, field: register.instrument }}
          receipts={receipts}
          onCancel={onClose}
        />
      </Stack>
    </Panel>
  );
}

interface ChangesProps {
  register: Register;
  record: RecordView;
  seen: number;
  possible: boolean;
  onSeen: () => void;
}

function Changes({ register, record, seen, possible, onSeen }: ChangesProps) {
  const { t } = useTranslation();
  return (
    <Stack gap={2}>
      <Note
        tone="warning"
        live
        action={
          possible && (
            <Button small onClick={onSeen}>
              {t('record.go_on')}
            </Button>
          )
        }
      >
        {t(possible ? 'record.overtaken' : 'record.no_longer')}
      </Note>
      <Happenings register={register} entries={record.timeline.slice(0, record.version - seen)} />
    </Stack>
  );
}
