import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';

import { ApiError } from '@/api/client';
import type { LikelyRecord, RecordValues, Register, RegisterAction, RegisterRecord } from '@/api/records';
import { Empty, Link, Page, Panel, Problem, Stack, Text, toast, Waiting } from '@/ui';
import { useSession } from '../session/queries';
import { ActionFields } from './action_fields';
import { joiningOf, MayBeThere } from './may_be_there';
import { joinTo, readLikely, useCreate, useRegister, useRegisters } from './queries';
import { useActionForm } from './use_action_form';

export function creationOf(register: Register): RegisterAction | undefined {
  return register.actions.find(({ id }) => id === register.create);
}

export function NewRecordPage() {
  const { t } = useTranslation();
  const { register: id = '' } = useParams();
  const registers = useRegisters();
  const register = useRegister(id);
  const role = useSession().data?.user?.role;
  const action = register && creationOf(register);
  const may = role !== undefined && action?.may.includes(role);
  return (
    <Page title={register ? t('records.new', { what: register.title_one }) : t('records.new_title')} narrow>
      <Stack gap={4}>
        <Text small>
          <Link to={`/registers/${id}`}>{register?.title ?? id}</Link>
        </Text>
        <Problem error={registers.error} />
        {registers.isPending && <Waiting rows={8} />}
        {registers.isSuccess && !register && <Empty title={t('records.no_register')} text={t('not_found.text')} />}
        {register && action && may && <Creation key={id} register={register} action={action} />}
        {action && !may && (
          <Empty
            title={t('records.may_not_create')}
            text={t(action.may.length === 0 ? 'records.made_by_itself' : 'records.may_not_create_text')}
          />
        )}
      </Stack>
    </Page>
  );
}

// What the address says that it is registered because of: the number of another record, and what that is about.
function begunBy(known: URLSearchParams, register: Register, action: RegisterAction): RecordValues {
  const values: RecordValues = {};
  for (const { id, type } of register.fields) {
    const text = known.get(id);
    if (!text || !action.fields.includes(id)) continue;
    if (type === 'links') values[id] = [text];
    else if (type === 'link' || type === 'text') values[id] = text;
  }
  return values;
}

function Creation({ register, action }: { register: Register; action: RegisterAction }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const create = useCreate(register.id);
  const [known] = useSearchParams();
  const begun = begunBy(known, register, action);
  const form = useActionForm(`record.new.${register.id}${known.toString()}`, register, action, begun);
  const shownAtField = Object.keys(form.wrong).length > 0;
  const [likely, setLikely] = useState<LikelyRecord[]>([]);
  const arrive = (record: RegisterRecord) => {
    form.forget();
    toast(t('records.created', { number: record.number }));
    void navigate(`/records/${record.id}`);
  };
  const submit = (apart?: string, join?: LikelyRecord) => {
    const given = form.deed();
    if (!given) return;
    const deed = { ...given, values: { ...begun, ...given.values } };
    const joining = joiningOf(register);
    create.mutate(
      { deed: apart ? { ...deed, apart_reason: apart } : deed, key: form.key },
      {
        onSuccess: (record) => {
          if (!join || !joining) return arrive(record);
          // It is registered either way; if it can't be joined, its page says so.
          void joinTo(record, joining.action.id, { [joining.field]: join.number })
            .catch(() => undefined)
            .then(() => arrive(record));
        },
        onError: (error) => {
          form.refuse(error);
          const there = error instanceof ApiError && error.code === 'record.may_be_there';
          if (there) void readLikely(register.id, deed.values).then(setLikely, () => undefined);
        },
      },
    );
  };
  const overtaken = create.error instanceof ApiError && create.error.code === 'record.may_be_there';
  return (
    <Panel>
      <ActionFields
        action={action}
        form={form}
        submit={() => submit()}
        busy={create.isPending}
        error={shownAtField ? null : create.error}
        onCancel={() => void navigate(`/registers/${register.id}`)}
      />
      {likely.length > 0 && (
        <MayBeThere
          register={register}
          likely={likely}
          busy={create.isPending}
          error={overtaken ? null : create.error}
          onGoOn={(reason) => submit(reason)}
          onJoin={(other) => submit(t('may_be_there.joined', { number: other.number }), other)}
        />
      )}
    </Panel>
  );
}
