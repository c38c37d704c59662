import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Register, RegisterAction } from '@/api/records';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Button, Link, Mono, Note, Problem, Progress, Row, Stack, Table, Tag, Text, Together } from '@/ui';
import { ActionFields } from '../records/action_fields';
import { useActionForm } from '../records/use_action_form';
import type { Choice } from './use_choice';
import { useRun, type Outcome } from './use_run';

interface Props {
  register: Register;
  action: RegisterAction;
  choice: Choice;
  onClose: () => void;
}

// One form for all records that are chosen; then how it goes on, and what became of each.
export function ManyForm({ register, action, choice, onClose }: Props) {
  const { t } = useTranslation();
  const [records] = useState(() => [...choice.chosen.values()]);
  const form = useActionForm(`many.${register.id}.${action.id}`, register, action, {});
  const { run, start, goOn, stop } = useRun(register.id, action.id);
  const notNow = records.filter(({ state }) => !action.from.includes(state)).length;
  const submit = () => {
    const deed = form.deed();
    if (!deed) return;
    start(records, deed);
    form.forget();
  };
  if (run) {
    const left = () => {
      choice.remove(run.outcomes.filter(({ done }) => done).map(({ record }) => record.id));
      onClose();
    };
    return (
      <Stack gap={4}>
        <How run={run} action={action} />
        <Problem error={run.error} />
        <Row>
          {run.state === 'running' && <Button onClick={stop}>{t('common.stop')}</Button>}
          {run.state === 'stopped' && (
            <Button kind="main" onClick={goOn}>
              {t('many.go_on')}
            </Button>
          )}
          {run.state !== 'running' && <Button onClick={left}>{t('common.close')}</Button>}
        </Row>
        {run.outcomes.length > 0 && <Outcomes outcomes={run.outcomes} label={action.label} />}
      </Stack>
    );
  }
  return (
    <ActionFields
      action={action}
      form={form}
      submit={submit}
      busy={false}
      error={null}
      notice={
        <Note tone="warning">
          {t('many.warning', { count: records.length })}
          {notNow > 0 && ` ${t('many.not_now', { count: notNow })}`}
        </Note>
      }
      onCancel={onClose}
    />
  );
}

function How({ run, action }: { run: NonNullable<ReturnType<typeof useRun>['run']>; action: RegisterAction }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const done = run.outcomes.filter((one) => one.done).length;
  const figures = {
    done: formatNumber(done, language),
    refused: formatNumber(run.outcomes.length - done, language),
    total: formatNumber(run.total, language),
  };
  return (
    <Stack gap={2}>
      <Progress value={run.outcomes.length / run.total} label={action.label} />
      <div role="status">
        <Text strong>{t('many.result', figures)}</Text>
      </div>
    </Stack>
  );
}

// What was refused comes first: that is what there is to do.
function Outcomes({ outcomes, label }: { outcomes: Outcome[]; label: string }) {
  const { t } = useTranslation();
  const items = [...outcomes.filter(({ done }) => !done), ...outcomes.filter(({ done }) => done)];
  return (
    <Table
      label={label}
      items={items}
      keyOf={({ record }) => record.id}
      dense
      columns={[
        {
          key: 'record',
          title: t('records.number'),
          head: true,
          cell: ({ record }) => (
            <Link to={`/records/${record.id}`}>
              <Together>
                <Mono>{record.number}</Mono>
              </Together>
            </Link>
          ),
        },
        {
          key: 'outcome',
          title: t('many.outcome'),
          cell: ({ done }) => <Tag tone={done ? 'done' : 'late'}>{t(done ? 'many.done' : 'many.refused')}</Tag>,
        },
        { key: 'problem', title: t('common.reason'), cell: ({ problem }) => problem },
      ]}
    />
  );
}
