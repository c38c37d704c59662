import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';

import type { Position, PositionClock, PositionEntry, PositionLine, PositionRecord } from '@/api/subjects';
import { countryName, formatRelative } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import {
  Button,
  Facts,
  Heading,
  Lines,
  Link,
  Mono,
  Name,
  Note,
  Page,
  Panel,
  PartialDate,
  Problem,
  Row,
  ScreenOnly,
  Sheets,
  Stack,
  Tag,
  Text,
  Time,
  Waiting,
} from '@/ui';
import { PurposeSelect, usePurpose, usePurposeLabel } from '../check/purpose';
import { usePurposes } from '../check/queries';
import { FieldValue } from '../records/field_value';
import { useRegister } from '../records/queries';
import { StateTag } from '../records/state_tag';
import { fieldOf } from '../records/use_labels';
import { usePosition } from './queries';

// What is in force about a person, what runs, and what may lawfully be done now and what may not: one page, to be
// printed. Each line says where it comes from.
export function PositionPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [purpose] = usePurpose();
  // The look goes on record with its purpose, so that it waits until it is known which.
  const position = usePosition(id, purpose, !usePurposes().isPending);
  const seen = position.data;
  return (
    <Page
      title={seen ? t('position.of', { name: seen.caption || seen.number }) : t('position.title')}
      actions={
        <Button small onClick={() => window.print()}>
          {t('answer.print')}
        </Button>
      }
    >
      <Stack gap={4}>
        {!seen && <Problem error={position.error} />}
        {position.isPending && <Waiting rows={8} />}
        {seen && <Content position={seen} purpose={purpose} />}
      </Stack>
    </Page>
  );
}

function Content({ position, purpose }: { position: Position; purpose: string }) {
  const { t } = useTranslation();
  const not = position.lines.filter(({ may }) => !may);
  const may = position.lines.filter((line) => line.may && !line.held_back);
  const heldBack = position.lines.filter((line) => line.held_back);
  return (
    <>
      <Head position={position} purpose={purpose} />
      {position.masked && <Note tone="warning">{t('position.masked')}</Note>}
      {!position.masked && (
        <>
          {/* What may not be done is read first. */}
          <LinesPanel title={t('position.may_not')} mark="✗" tone="late" lines={not} none={t('position.no_may_not')} />
          <LinesPanel title={t('position.may')} mark="✓" tone="done" lines={may} none={t('position.no_may')} />
          {heldBack.length > 0 && (
            <LinesPanel
              title={t('position.held_back')}
              mark="–"
              tone="ended"
              lines={heldBack}
              text={t('position.held_back_text')}
            />
          )}
          <ClocksPanel clocks={position.clocks} />
          {position.sections
            .filter(({ items }) => items.length > 0)
            .map(({ id, label, items }) => (
              <SectionPanel key={id} label={label} items={items} />
            ))}
          <Nothing position={position} />
        </>
      )}
      <Text small soft block>
        {t('position.limits')}
      </Text>
    </>
  );
}

function Head({ position, purpose }: { position: Position; purpose: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const purposeLabel = usePurposeLabel();
  const facts: { label: string; value: ReactNode }[] = [];
  const add = (label: string, values: string[], show: (value: string) => ReactNode) => {
    const items = values.map((value) => ({ key: value, line: show(value) }));
    if (items.length > 0) facts.push({ label, value: <Lines tight items={items} /> });
  };
  add(t('subject.names'), position.names, (value) => <Name>{value}</Name>);
  add(t('member.birth_date'), position.birth_dates, (value) => <PartialDate date={value} />);
  add(t('member.nationality'), position.nationalities, (value) => countryName(value, language));
  add(t('subject.papers'), position.papers, (value) => <Mono>{value}</Mono>);
  return (
    <Stack gap={3}>
      <Row gap={3}>
        <Text small>
          <Link to={`/subjects/${position.id}`}>{t('position.file')}</Link>
        </Text>
        <Text strong>
          <Mono>{position.number}</Mono>
        </Text>
        <Text small soft>
          {t('position.as_of')} <Time at={position.at} only="absolute" />
          {purpose && ` · ${purposeLabel(purpose)}`}
        </Text>
      </Row>
      {facts.length > 0 && <Facts facts={facts} />}
      <ScreenOnly>
        <PurposeSelect />
      </ScreenOnly>
    </Stack>
  );
}

interface LinesProps {
  title: string;
  mark: string;
  tone: 'late' | 'done' | 'ended';
  lines: PositionLine[];
  // What is said where there is no line, and above the lines.
  none?: string;
  text?: string;
}

function LinesPanel({ title, mark, tone, lines, none, text }: LinesProps) {
  return (
    <Panel label={title}>
      <Stack gap={3}>
        <Heading>{title}</Heading>
        {text && <Text soft>{text}</Text>}
        {lines.length === 0 && <Text soft>{none}</Text>}
        <Lines
          items={lines.map((line, index) => ({
            key: index,
            line: <OneLine line={line} mark={mark} tone={tone} />,
          }))}
        />
      </Stack>
    </Panel>
  );
}

function OneLine({ line, mark, tone }: { line: PositionLine; mark: string; tone: LinesProps['tone'] }) {
  const { t } = useTranslation();
  return (
    <Stack gap={1}>
      <Row gap={2} align="start">
        <Tag tone={tone}>{`${mark} ${line.act_label}`}</Tag>
        {line.bars && <Tag tone="late">{t('position.bars')}</Tag>}
        {line.from_memory && <Tag tone="soon">{t('position.from_memory')}</Tag>}
      </Row>
      <Text>{line.say}</Text>
      <Text small soft block>
        {t('position.source')}
        {t('common.colon')}
        <bdi>{line.source}</bdi>
      </Text>
      <Row gap={2}>
        <Text small soft>
          {t('position.because')}
        </Text>
        {line.records.map((record) => (
          <RecordOf key={record.record} record={record} />
        ))}
      </Row>
    </Stack>
  );
}

function RecordOf({ record }: { record: PositionRecord }) {
  const register = useRegister(record.register);
  return (
    <Row gap={1}>
      <Link to={`/records/${record.record}`} step>
        <Mono>{record.number}</Mono>
      </Link>
      {register && <StateTag register={register} state={record.state} />}
    </Row>
  );
}

function ClocksPanel({ clocks }: { clocks: PositionClock[] }) {
  const { t } = useTranslation();
  if (clocks.length === 0) return null;
  return (
    <Panel label={t('position.clocks')}>
      <Stack gap={3}>
        <Heading>{t('position.clocks')}</Heading>
        <Lines
          items={clocks.map((clock) => ({
            key: `${clock.record} ${clock.rule} ${clock.started_at}`,
            line: <Clock clock={clock} />,
          }))}
        />
      </Stack>
    </Panel>
  );
}

function Clock({ clock }: { clock: PositionClock }) {
  const { t } = useTranslation();
  const { days_left: days, late, clock_state: state } = clock;
  return (
    <Stack gap={1}>
      <Row apart align="start">
        <Text strong>{clock.label}</Text>
        {state === 'paused' && <Tag tone="ended">{t('deadline.paused')}</Tag>}
        {state === 'running' && <Left days={days} late={late} due={clock.due_at} />}
      </Row>
      <Row gap={2}>
        <Text small soft>
          {t('records.due')} <Time at={clock.due_at} only="absolute" />
        </Text>
        <RecordOf record={clock} />
      </Row>
      <Text small soft block>
        {t(clock.must ? 'deadline.must' : 'deadline.may')}
        {clock.source && (
          <>
            {' · '}
            <bdi>{clock.source}</bdi>
          </>
        )}
      </Text>
    </Stack>
  );
}

// So many days that they are read more easily in years.
const MANY_DAYS = 730;

function Left({ days, late, due }: { days: number; late: boolean; due: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (late)
    return <Tag tone="late">{days < 0 ? t('position.days_late', { count: -days }) : t('position.late_today')}</Tag>;
  if (days <= 0) return <Tag tone="soon">{t('position.last_day')}</Tag>;
  if (days >= MANY_DAYS) return <Tag tone="accent">{formatRelative(new Date(due), language, new Date())}</Tag>;
  return <Tag tone={days < 2 ? 'soon' : 'accent'}>{t('position.days_left', { count: days })}</Tag>;
}

// Its records, under the channel or what else stands over them.
function SectionPanel({ label, items }: { label: string; items: PositionEntry[] }) {
  const headings = [...new Set(items.map(({ heading }) => heading))];
  return (
    <Panel label={label}>
      <Stack gap={3}>
        <Heading>{label}</Heading>
        {headings.map((heading) => (
          <Stack key={heading} gap={2}>
            {heading && <Heading level={3}>{heading}</Heading>}
            <Sheets>
              {items
                .filter((item) => item.heading === heading)
                .map((item) => (
                  <Entry key={item.record} entry={item} />
                ))}
            </Sheets>
          </Stack>
        ))}
      </Stack>
    </Panel>
  );
}

function Entry({ entry }: { entry: PositionEntry }) {
  const register = useRegister(entry.register);
  if (!register) return null;
  const facts = entry.fields.flatMap((id) => {
    const field = fieldOf(register, id);
    if (!field) return [];
    return [
      { key: id, label: <Name>{field.label}</Name>, value: <FieldValue field={field} value={entry.values[id]} /> },
    ];
  });
  return (
    <Stack gap={2}>
      <Row gap={2}>
        <Text small soft>
          {register.title_one}
        </Text>
        <RecordOf record={entry} />
      </Row>
      {entry.caption && <Name>{entry.caption}</Name>}
      <Facts facts={facts} />
    </Stack>
  );
}

// Sections with nothing in them are named, so that a reader knows that they were asked.
function Nothing({ position }: { position: Position }) {
  const { t } = useTranslation();
  const empty = position.sections.filter(({ items }) => items.length === 0).map(({ label }) => label);
  if (empty.length === 0) return null;
  return (
    <Text small soft block>
      {t('position.nothing')}
      {t('common.colon')}
      {empty.join(t('common.comma'))}
    </Text>
  );
}
