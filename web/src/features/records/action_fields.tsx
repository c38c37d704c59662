import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { RegisterAction } from '@/api/records';
import { Button, Form, LongText, Note, Problem, Row, Stack } from '@/ui';
import { FieldInput } from './field_input';
import { InstantInput } from './instant_input';
import { InstrumentInput } from './instrument_input';
import type { Receipts } from './receipts';
import { HAPPENED, REASON, type ActionForm } from './use_action_form';
import { useWrongWords } from './use_labels';
import { localMinute, type Held } from './values';

interface Props {
  action: RegisterAction;
  form: ActionForm;
  submit: () => void;
  busy: boolean;
  blocked?: boolean;
  error: unknown;
  // Stands over the fields: what changed meanwhile.
  notice?: ReactNode;
  // The record that it acts on, and its field that names the treaty or law that it rests on.
  rests?: { record: string; field: string | undefined };
  // Who owes what it enters.
  receipts?: Receipts | undefined;
  onCancel: () => void;
}

// The form of an action: its fields, the reason where one is asked for, and when it happened if not now.
export function ActionFields(props: Props) {
  const { action, form, submit, busy, blocked = false, error, notice, rests, receipts, onCancel } = props;
  const { t } = useTranslation();
  const say = useWrongWords();
  const [restored] = useState(form.dirty);
  const id = useId();
  useFirstField(id, form.failures);
  return (
    <Form label={action.label} onSubmit={submit}>
      <div id={id}>
        <Stack gap={4}>
          {notice}
          {restored && form.dirty && (
            <Note
              action={
                <Button small onClick={form.forget}>
                  {t('records.discard')}
                </Button>
              }
            >
              {t('records.restored')}
            </Note>
          )}
          {form.fields.map((field) => {
            const held = form.held(field.id);
            const common = {
              field,
              onChange: (value: Held) => form.type(field.id, value),
              required: form.required.has(field.id),
              error: say(form.wrong[field.id]),
            };
            return rests && field.id === rests.field ? (
              <InstrumentInput
                key={field.id}
                {...common}
                record={rests.record}
                value={typeof held === 'string' ? held : ''}
              />
            ) : (
              <FieldInput
                key={field.id}
                {...common}
                value={held}
                only={receipts?.field === field.id ? receipts.owing : undefined}
              />
            );
          })}
          {action.reason && (
            <LongText
              label={t('common.reason')}
              description={t('common.reason_hint')}
              required
              minRows={2}
              value={form.reason}
              error={say(form.wrong[REASON])}
              onChange={(event) => form.setReason(event.currentTarget.value)}
            />
          )}
          <HappenedAt form={form} error={say(form.wrong[HAPPENED])} />
          {form.failures > 0 && form.count > 0 && (
            <Note tone="warning" live>
              {t('records.to_correct', { count: form.count })}
            </Note>
          )}
          <Problem error={error} />
          <Row>
            <Button type="submit" kind="main" busy={busy} disabled={blocked}>
              {action.label}
            </Button>
            <Button onClick={onCancel}>{t('common.cancel')}</Button>
          </Row>
        </Stack>
      </div>
    </Form>
  );
}

function HappenedAt({ form, error }: { form: ActionForm; error: string | undefined }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(form.happenedAt !== '');
  return (
    <Stack gap={2}>
      <Row>
        <Button
          small
          kind="quiet"
          expanded={opened}
          onClick={() => {
            if (opened) form.setHappenedAt('');
            setOpened(!opened);
          }}
        >
          {t('records.happened_earlier')}
        </Button>
      </Row>
      {opened && (
        <InstantInput
          label={t('records.happened_at')}
          description={t('records.happened_at_hint')}
          max={localMinute(new Date())}
          value={form.happenedAt}
          error={error}
          onChange={form.setHappenedAt}
        />
      )}
    </Stack>
  );
}

const FIELDS = 'input:not([type=hidden]), textarea, button[type=submit]';

const WRONG = '[aria-invalid="true"]';

// The first field that is wrong; of several that make one, the first of them.
function wrongIn(box: HTMLElement): HTMLElement | null {
  const wrong = box.querySelector<HTMLElement>(`${WRONG}, fieldset[data-wrong]`);
  if (!wrong?.matches('fieldset')) return wrong;
  return wrong.querySelector<HTMLElement>(WRONG) ?? wrong.querySelector<HTMLElement>('input, textarea, button');
}

// Who opens a form may type at once; who sends one that can't be taken comes to what is missing or wrong.
function useFirstField(id: string, failures: number): void {
  const touch = useRef(!window.matchMedia('(pointer: fine)').matches);
  useEffect(() => {
    const box = document.getElementById(id);
    if (failures) (box && wrongIn(box))?.focus();
    else if (!touch.current) box?.querySelector<HTMLElement>(FIELDS)?.focus();
  }, [id, failures]);
}
