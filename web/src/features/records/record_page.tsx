import { Fragment, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';

import type { RecordMeter, RecordView, Register, RegisterAction, TimelineEntry } from '@/api/records';
import {
  Button,
  Facts,
  Heading,
  Link,
  Mono,
  Name,
  Note,
  Page,
  Panel,
  Problem,
  Row,
  ScreenOnly,
  Split,
  Stack,
  Tag,
  Text,
  Time,
  Waiting,
} from '@/ui';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { useSession } from '../session/queries';
import { RecordHits } from '../subjects/record_hits';
import { ActionPanel } from './action_panel';
import { Deadlines } from './deadlines';
import { FilesOf } from './file_link';
import { isUnit } from './instrument_words';
import { FinalLetters, LetterPanel } from './letter_panel';
import { MaskableValue } from './masked';
import { Linked } from './linked';
import { useRecord, useRegister } from './queries';
import { receiptsOf } from './receipts';
import { Due, StateTag } from './state_tag';
import { Timeline } from './timeline';
import { useDigits } from './use_digits';
import { labelIn } from './use_labels';
import { isEmpty } from './values';

export function RecordPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const record = useRecord(id);
  const register = useRegister(record.data?.register);
  return (
    <Page title={record.data?.caption || record.data?.number || t('record.title')}>
      <Stack gap={4}>
        {!record.data && <Problem error={record.error} />}
        {record.isPending && <Waiting rows={8} />}
        {record.data && register && <Content key={id} register={register} record={record.data} />}
      </Stack>
    </Page>
  );
}

function Content({ register, record }: { register: Register; record: RecordView }) {
  const { t } = useTranslation();
  const others = useOthers(record);
  return (
    <FilesOf value={record.id}>
      <Head register={register} record={record} />
      {others && (
        <Note
          live
          action={
            <Button small onClick={others.dismiss}>
              {t('record.dismiss')}
            </Button>
          }
        >
          {t('record.others', { who: others.entry.who, action: labelIn(register.actions, others.entry.action) })}{' '}
          <Time at={others.entry.at} only="absolute" />
        </Note>
      )}
      <ScreenOnly>
        <Actions register={register} record={record} />
      </ScreenOnly>
      <Split
        main={
          <>
            <ValuesPanel register={register} record={record} />
            <RecordHits record={record} />
          </>
        }
        side={
          <>
            <Deadlines deadlines={record.deadlines} zone={zoneOf(register, record)} />
            <Meters meters={record.meters ?? []} />
            <Linked register={register} record={record} />
            <LetterPanel register={register} record={record} />
            <Timeline register={register} record={record} />
          </>
        }
      />
    </FilesOf>
  );
}

// The zone of the arrest, which is kept with the treaty or law that a record rests on.
function zoneOf(register: Register, record: RecordView): string | undefined {
  const { zone } = record.values;
  return register.instrument && typeof zone === 'string' && zone ? zone : undefined;
}

// What something has cost until now, as the server counts it.
function Meters({ meters }: { meters: RecordMeter[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (meters.length === 0) return null;
  return (
    <Panel label={t('record.meters')}>
      <Facts
        facts={meters.map((meter) => ({
          key: meter.id,
          label: meter.label,
          value: (
            <>
              <Text strong>
                {formatNumber(meter.amount, language)} <bdi>{meter.currency}</bdi>
              </Text>
              <Text soft>
                {' · '}
                {t(meter.runs ? 'record.meter_runs' : 'record.meter_days', {
                  days: formatNumber(meter.days, language),
                })}
              </Text>
            </>
          ),
        }))}
      />
    </Panel>
  );
}

// What somebody else did to the record while it stood here.
function useOthers(record: RecordView): { entry: TimelineEntry; dismiss: () => void } | null {
  const me = useSession().data?.user?.name;
  const seen = useRef(record.version);
  const [entry, setEntry] = useState<TimelineEntry | null>(null);
  useEffect(() => {
    const since = record.timeline.slice(0, Math.max(record.version - seen.current, 0));
    seen.current = record.version;
    const theirs = since.find(({ who }) => who !== me);
    if (theirs) setEntry(theirs);
  }, [record, me]);
  return entry && { entry, dismiss: () => setEntry(null) };
}

function Head({ register, record }: { register: Register; record: RecordView }) {
  const { t } = useTranslation();
  return (
    <Stack gap={2}>
      <Text small>
        <Link to={`/registers/${register.id}`}>{register.title}</Link>
      </Text>
      <Row gap={3}>
        <Text strong>
          <Mono>{record.number}</Mono>
        </Text>
        <StateTag register={register} state={record.state} />
        {record.restricted && <Tag tone="late">{t('record.restricted')}</Tag>}
        {record.due_at && (
          <Row gap={1}>
            <Text soft>{t('records.due')}</Text>
            <Due record={record} />
          </Row>
        )}
        <FinalLetters register={register} record={record} />
      </Row>
      <Text small soft>
        {t('record.opened')} <Time at={record.opened_at} only="absolute" />
        {' · '}
        {t('records.changed')} <Time at={record.changed_at} />
        {' · '}
        {t('record.version', { version: record.version })}
      </Text>
    </Stack>
  );
}

function hasNothingToClear({ clears = [] }: RegisterAction, record: RecordView): boolean {
  return clears.length > 0 && !record.restricted && clears.every((field) => record.values[field] === undefined);
}

function Actions({ register, record }: { register: Register; record: RecordView }) {
  const { t } = useTranslation();
  const whoMay = useWhoMay();
  const [opened, setOpened] = useState<RegisterAction | null>(null);
  const known = record.actions.flatMap((choice) => {
    const action = register.actions.find(({ id }) => id === choice.id);
    if (!action || hasNothingToClear(action, record)) return [];
    // Nobody owes a receipt of this kind, or all have given theirs.
    if (receiptsOf(register, action, record)?.owing.length === 0) return [];
    return [{ ...choice, action }];
  });
  // What moves the record on stands before what corrects it, and has the first keys.
  const moves = ({ action }: { action: RegisterAction }) => action.to !== '' && action.to !== record.state;
  const choices = [...known.filter(moves), ...known.filter((choice) => !moves(choice))];
  const possible = choices.filter(({ may }) => may);
  const refused = choices
    .filter(({ may }) => !may)
    .map((choice) => ({ ...choice, why_not: whoMay(choice.action) ?? choice.why_not }));
  useDigits((digit) => {
    const chosen = possible[digit - 1];
    if (chosen) setOpened(chosen.action);
  });
  // In the language of the page, also when that changes while the form is open.
  const current = opened && register.actions.find(({ id }) => id === opened.id);
  return (
    <Stack gap={3}>
      <section aria-label={t('record.actions')}>
        <Stack gap={2}>
          <Row>
            {possible.map(({ action }, index) => (
              <Button
                key={action.id}
                expanded={opened?.id === action.id}
                title={index < 9 ? t('record.key', { key: String(index + 1) }) : undefined}
                onClick={() => setOpened(opened?.id === action.id ? null : action)}
              >
                {action.label}
              </Button>
            ))}
            {refused.map(({ action, why_not: why }) => (
              <Button
                key={action.id}
                disabled
                title={why ?? undefined}
                label={`${action.label}${t('common.colon')}${why ?? ''}`}
              >
                {action.label}
              </Button>
            ))}
            {choices.length === 0 && <Text soft>{t('record.nothing_to_do')}</Text>}
          </Row>
          <WhyNot refused={refused} />
        </Stack>
      </section>
      {current && (
        <ActionPanel
          key={current.id}
          register={register}
          record={record}
          action={current}
          onClose={() => setOpened(null)}
        />
      )}
    </Stack>
  );
}

// Of what is for another role: for which.
function useWhoMay(): (action: RegisterAction) => string | undefined {
  const { t } = useTranslation();
  const role = useSession().data?.user?.role;
  return ({ may }) => {
    if (!role || may.includes(role) || may.length === 0) return undefined;
    return t('record.who_may', { roles: may.map((one) => t(`role.${one}`)).join(t('common.comma')) });
  };
}

// Why some can't be done now; once for those with the same reason.
function WhyNot({ refused }: { refused: { action: RegisterAction; why_not: string | null }[] }) {
  const { t } = useTranslation();
  const reasons = new Map<string, string[]>();
  for (const { action, why_not: why } of refused) {
    if (why) reasons.set(why, [...(reasons.get(why) ?? []), action.label]);
  }
  return [...reasons].map(([why, labels]) => (
    <Text key={why} small soft block>
      {labels.join(t('common.comma'))}
      {t('common.colon')}
      {why}
    </Text>
  ));
}

function ValuesPanel({ register, record }: { register: Register; record: RecordView }) {
  const { t } = useTranslation();
  const filled = register.fields.filter(
    ({ id, machine }) => !machine && !isEmpty(record.values[id]) && !isUnit(register, record.values, id),
  );
  return (
    <Panel label={t('record.values')}>
      <Stack gap={3}>
        <Heading>{register.title_one}</Heading>
        {(record.warnings ?? []).map((warning) => (
          <Note key={`${warning.field}-${warning.row}-${warning.code}-${warning.record ?? ''}-${warning.text}`}>
            <Name>{labelIn(register.fields, warning.field)}</Name>
            {t('common.colon')}
            {warning.text}
            {warning.record !== undefined && (
              <>
                {' '}
                <Link to={`/records/${warning.record}`}>{warning.number}</Link>
                {(warning.facts ?? []).map((fact) => (
                  <Fragment key={fact}>
                    {t('common.colon')}
                    <Name>{fact}</Name>
                  </Fragment>
                ))}
              </>
            )}
          </Note>
        ))}
        <Facts
          facts={filled.map((field) => ({
            key: field.id,
            label: <Name>{field.label}</Name>,
            value: <MaskableValue record={record} register={register} field={field} />,
          }))}
        />
      </Stack>
    </Panel>
  );
}
