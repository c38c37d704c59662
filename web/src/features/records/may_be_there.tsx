import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { LikelyRecord, Register, RegisterAction } from '@/api/records';
import { Button, Lines, Link, LongText, Mono, Name, Note, Problem, Row, Stack, Text, Time } from '@/ui';
import { StateTag } from './state_tag';

interface Props {
  register: Register;
  likely: LikelyRecord[];
  busy: boolean;
  error: unknown;
  onGoOn: (reason: string) => void;
  onJoin?: ((other: LikelyRecord) => void) | undefined;
}

// The action that joins a new record to another of its register, if there is one.
export function joiningOf(register: Register): { action: RegisterAction; field: string } | undefined {
  const begins = register.actions.find(({ id }) => id === register.create)?.to ?? '';
  for (const action of register.actions) {
    if (!action.from.includes(begins) || action.required.length !== 1) continue;
    const field = register.fields.find(({ id }) => id === action.required[0]);
    if (field?.type === 'link' && field.register === register.id) return { action, field: field.id };
  }
  return undefined;
}

// Records that the new one may be the same as, before it is registered: join it, or say why it is another.
export function MayBeThere({ register, likely, busy, error, onGoOn, onJoin }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const joining = joiningOf(register);
  const goOn = () => {
    setMissing(!reason.trim());
    if (reason.trim()) onGoOn(reason.trim());
  };
  return (
    <Stack gap={3}>
      <Note tone="warning" live>
        {t('may_be_there.text')}
      </Note>
      <Lines
        items={likely.map((one) => ({
          key: one.id,
          line: (
            <Stack gap={1}>
              <Row>
                <Link to={`/records/${one.id}`}>
                  <Mono>{one.number}</Mono>
                </Link>
                <StateTag register={register} state={one.state} />
                <Text soft>
                  <Time at={one.opened_at} only="absolute" />
                </Text>
              </Row>
              <Text>
                <Name>{one.caption}</Name>
              </Text>
              <Text small soft block>
                {one.why.join(t('common.comma'))}
              </Text>
              {joining && onJoin && (
                <Row>
                  <Button small busy={busy} onClick={() => onJoin(one)}>
                    {t('may_be_there.join', { action: joining.action.label })}
                  </Button>
                </Row>
              )}
            </Stack>
          ),
        }))}
      />
      <LongText
        label={t('may_be_there.reason')}
        description={t('common.reason_hint')}
        minRows={2}
        value={reason}
        error={missing && !reason.trim() ? t('common.reason_missing') : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Problem error={error} />
      <Row>
        <Button busy={busy} onClick={goOn}>
          {t('may_be_there.go_on')}
        </Button>
      </Row>
    </Stack>
  );
}
