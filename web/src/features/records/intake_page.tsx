import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';

import { upload } from '@/api/client';
import type { IntakeItem, Register } from '@/api/records';
import {
  Button,
  Checkbox,
  DropFiles,
  Facts,
  Heading,
  Lines,
  Link,
  LongText,
  Mono,
  Name,
  Note,
  Page,
  Panel,
  Problem,
  Row,
  Stack,
  Text,
  Time,
  Waiting,
} from '@/ui';
import { FieldValue } from './field_value';
import { PartnerSelect } from './partner_select';
import { useRegister } from './queries';
import { fieldOf } from './use_labels';

interface Change {
  skip?: boolean;
  apart_reason?: string;
  values?: Record<string, string>;
}
type Changes = Record<number, Change>;

// Messages that were saved as files: what each would become is shown before anything is registered.
export function IntakePage() {
  const { t } = useTranslation();
  const { register: id = '' } = useParams();
  const register = useRegister(id);
  return (
    <Page title={t('intake.title')}>
      <Stack gap={4}>
        <Text small>
          <Link to={`/registers/${id}`}>{register?.title ?? id}</Link>
        </Text>
        {register ? <Intake key={id} register={register} /> : <Waiting rows={4} />}
      </Stack>
    </Page>
  );
}

function useIntake(register: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ files, changes, dry }: { files: File[]; changes: Changes; dry: boolean }) => {
      const form = new FormData();
      form.append('changes', JSON.stringify({ messages: changes }));
      for (const file of files) form.append('file', file, file.name);
      const { items } = await upload<{ items: IntakeItem[] }>({
        path: `registers/${encodeURIComponent(register)}/intake`,
        query: { dry_run: dry ? 1 : undefined },
        form,
        signal: new AbortController().signal,
        onSent: () => undefined,
      });
      return { items, dry };
    },
    onSuccess: ({ dry }) => !dry && client.invalidateQueries({ queryKey: ['records'], refetchType: 'none' }),
  });
}

function Intake({ register }: { register: Register }) {
  const { t } = useTranslation();
  const [files, setFiles] = useState<File[]>([]);
  const [changes, setChanges] = useState<Changes>({});
  const run = useIntake(register.id);
  const items = run.data?.items ?? [];
  const done = run.data?.dry === false;
  const ask = (chosen: File[], changed: Changes, dry: boolean) => {
    setFiles(chosen);
    setChanges(changed);
    run.mutate({ files: chosen, changes: changed, dry });
  };
  const change = (message: number, part: Change, again: boolean) => {
    const changed = { ...changes, [message]: { ...changes[message], ...part } };
    if (again) ask(files, changed, true);
    else setChanges(changed);
  };
  const ready = items.filter(({ message, problem }) => !problem && !changes[message]?.skip).length;
  return (
    <Stack gap={4}>
      <DropFiles
        label={t('intake.drop')}
        hint={t('intake.hint')}
        accept=".eml,.mbox"
        multiple
        onFiles={(chosen) => ask(chosen, {}, true)}
      />
      <Problem error={run.error} />
      {run.isPending && <Waiting rows={4} />}
      {!run.isPending &&
        items.map((item) => (
          <Message
            key={item.message}
            register={register}
            item={item}
            done={done}
            skip={changes[item.message]?.skip ?? false}
            onSkip={(skip) => change(item.message, { skip }, false)}
            onApart={(apart_reason) => change(item.message, { apart_reason }, true)}
            onPartner={(partner) =>
              change(item.message, { values: { ...changes[item.message]?.values, partner } }, true)
            }
          />
        ))}
      {!run.isPending && items.length > 0 && !done && (
        <Row>
          <Button kind="main" disabled={ready === 0} onClick={() => ask(files, changes, false)}>
            {t('intake.register', { count: ready })}
          </Button>
        </Row>
      )}
    </Stack>
  );
}

interface MessageProps {
  register: Register;
  item: IntakeItem;
  done: boolean;
  skip: boolean;
  onSkip: (skip: boolean) => void;
  onApart: (reason: string) => void;
  onPartner: (partner: string) => void;
}

// A message that looks like a request that is there: why it is another.
function Apart({ onApart }: { onApart: (reason: string) => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <Stack gap={2}>
      <LongText
        label={t('may_be_there.reason')}
        description={t('common.reason_hint')}
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Row>
        <Button disabled={!reason.trim()} onClick={() => onApart(reason.trim())}>
          {t('intake.is_another')}
        </Button>
      </Row>
    </Stack>
  );
}

function Message({ register, item, done, skip, onSkip, onApart, onPartner }: MessageProps) {
  const { t } = useTranslation();
  const facts = Object.entries(item.values).flatMap(([id, value]) => {
    const field = fieldOf(register, id);
    return field ? [{ key: id, label: field.label, value: <FieldValue field={field} value={value} /> }] : [];
  });
  const partner = fieldOf(register, 'partner');
  const name = item.subject || item.file;
  return (
    <Panel label={name}>
      <Stack gap={3}>
        <Heading>{name}</Heading>
        <Text small soft block>
          <bdi>{item.from_name}</bdi> <Mono>{item.from}</Mono> {item.date && <Time at={item.date} only="absolute" />}
        </Text>
        {item.record && (
          <Note live>
            {t('intake.made')}{' '}
            <Link to={`/records/${item.record.id}`}>
              <Mono>{item.record.number}</Mono>
            </Link>
          </Note>
        )}
        {item.problem && <Note tone="warning">{item.problem.detail}</Note>}
        {!done && item.problem?.code === 'record.required' && partner && !item.values.partner && (
          <PartnerSelect label={partner.label} value="" onChange={onPartner} required />
        )}
        {!done && item.problem?.code === 'record.may_be_there' && <Apart onApart={onApart} />}
        {!item.record && !item.skipped && <Facts facts={facts} />}
        {item.files.length > 0 && (
          <Lines
            label={t('intake.files')}
            tight
            items={item.files.map((file, index) => ({ key: index, line: <Name>{file.name}</Name> }))}
          />
        )}
        {item.left_out.map(({ name: file, why }) => (
          <Text key={file} small soft block>
            {why}
          </Text>
        ))}
        {!done && !item.problem && (
          <Checkbox label={t('intake.skip')} checked={skip} onChange={(event) => onSkip(event.currentTarget.checked)} />
        )}
      </Stack>
    </Panel>
  );
}
