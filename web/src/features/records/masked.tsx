import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { RecordRow, RecordValue, RecordView, Register, RegisterField } from '@/api/records';
import { Button, Name, ReasonDialog, Row, Stack, Tag, Text } from '@/ui';
import { FieldValue } from './field_value';
import { unitOf } from './instrument_words';
import { useUnmask } from './queries';
import { isReceipts, receivedFrom } from './receipts';
import { labelIn } from './use_labels';
import { isMasked } from './values';

// A victim, witness or minor: what he is, and that he is masked.
export function MaskedPerson({ row, roles = [] }: { row: RecordRow; roles?: RegisterField['person_roles'] }) {
  const { t } = useTranslation();
  return (
    <Row gap={1}>
      <Tag tone="soon">{t('masked.tag')}</Tag>
      <Name>{labelIn(roles, row.role ?? '')}</Name>
    </Row>
  );
}

function hasMasks(value: RecordValue | null | undefined): boolean {
  if (isMasked(value)) return true;
  return Array.isArray(value) && value.some((row) => typeof row !== 'string' && row.masked);
}

interface Props {
  record: RecordView;
  register: Register;
  field: RegisterField;
}

// The value of a field; who may is shown what is masked in it once he says why.
export function MaskableValue({ record, register, field }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const unmask = useUnmask(record.id);
  const value = isReceipts(field.id) ? receivedFrom(record, field.id) : record.values[field.id];
  const unit = unitOf(register, record.values, field.id);
  if (!hasMasks(value)) return <FieldValue field={field} value={value} unit={unit} />;
  const shown = unmask.data?.values[field.id];
  return (
    <Stack gap={2}>
      <FieldValue field={field} value={shown ?? value} />
      <Row>
        {field.may_unmask && shown === undefined && (
          <Button small onClick={() => setAsking(true)}>
            {t('masked.show')}
          </Button>
        )}
        {shown !== undefined && (
          <Button small onClick={unmask.reset}>
            {t('masked.hide')}
          </Button>
        )}
      </Row>
      <UnmaskDialog
        opened={asking}
        onClose={() => setAsking(false)}
        busy={unmask.isPending}
        error={unmask.error}
        onConfirm={(reason) => unmask.mutate({ fields: [field.id], reason }, { onSuccess: () => setAsking(false) })}
      />
    </Stack>
  );
}

interface DialogProps {
  opened: boolean;
  onClose: () => void;
  busy: boolean;
  error: unknown;
  onConfirm: (reason: string) => void;
}

// Asks why, before what is masked is shown.
export function UnmaskDialog(props: DialogProps) {
  const { t } = useTranslation();
  return (
    <ReasonDialog
      {...props}
      title={t('masked.show')}
      warning={<Text>{t('masked.warning')}</Text>}
      action={t('masked.show')}
    />
  );
}
