import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';

import type { Labelled, RecordRow, RecordValue, RegisterField, SentFile } from '@/api/records';
import { countryName, formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { useWords } from '@/i18n/use_words';
import { Lines, Link, Mono, Name, Names, PartialDate, Plate, Prose, Tag, Text, Time, Together } from '@/ui';
import { FileLink } from './file_link';
import { formatAmount, useSources } from './instrument_words';
import { useRegisters } from './queries';
import { labelIn, lineIn, useObjectKind, useUnitLabel, useUserName } from './use_labels';
import { isEmpty, isMasked, isRowType, type RowType } from './values';

interface Props {
  field: RegisterField;
  value: RecordValue | null | undefined;
  // In a table there is room for a line alone.
  brief?: boolean;
  // Of a limit: in what it is counted.
  unit?: Labelled | undefined;
}

// The value of a field as its type is read.
export function FieldValue({ field, value, brief = false, unit }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const userName = useUserName();
  const unitLabel = useUnitLabel();
  const nameOf = (id: string): string => {
    if (field.type === 'units') return unitLabel(id);
    if (field.type === 'users') return userName(id);
    return field.type === 'countries' ? countryName(id, language) : labelIn(field.choices, id);
  };
  if (isEmpty(value) || value === null || value === undefined) return <Text soft>–</Text>;
  if (isMasked(value)) return <Tag tone="soon">{t('masked.tag')}</Tag>;
  if (typeof value === 'number' && unit) return <>{formatAmount(value, unit, language)}</>;
  if (typeof value === 'number') return <One field={field} text={String(value)} brief={brief} />;
  if (typeof value === 'string') return <One field={field} text={value} brief={brief} />;
  if (brief)
    return (
      <>
        {value
          .map((one) => (typeof one === 'string' ? nameOf(one) : <FirstOf row={one} />))
          .map((one, index) => (
            <Fragment key={index}>
              {index > 0 && t('common.comma')}
              {field.type === 'links' ? <Mono>{one}</Mono> : one}
            </Fragment>
          ))}
      </>
    );
  const items = value.map((one, index) => ({
    key: index,
    line:
      typeof one === 'string' ? (
        field.type === 'links' ? (
          <RecordLink field={field} number={one} />
        ) : (
          nameOf(one)
        )
      ) : field.type === 'attachment' ? (
        <FileLink file={one as unknown as SentFile} />
      ) : (
        isRowType(field.type) && <RowValue type={field.type} row={one} roles={field.person_roles} />
      ),
  }));
  return <Lines items={items} tight />;
}

// What a row is known by: a name, or a plate or number, which is read from left to right.
function FirstOf({ row }: { row: RecordRow }) {
  const { t } = useTranslation();
  const number = row.plate ?? row.vin ?? row.engine ?? row.number;
  if (row.masked) return t('masked.tag');
  if (row.name) return <Names>{row.name}</Names>;
  if (!number) return <Name>{row.description ?? ''}</Name>;
  return (
    <Together>
      <Plate>{number}</Plate>
    </Together>
  );
}

function One({ field, text, brief }: { field: RegisterField; text: string; brief: boolean }) {
  const language = useLanguage();
  const userName = useUserName();
  const unitLabel = useUnitLabel();
  switch (field.type) {
    case 'choice':
      return <>{labelIn(field.choices, text)}</>;
    case 'date':
      return <PartialDate date={text} />;
    case 'instant':
      return <Time at={text} only={brief ? 'absolute' : undefined} />;
    case 'partner':
      return <Partner code={text} />;
    case 'count':
      return <>{formatNumber(Number(text), language)}</>;
    case 'unit':
      return <>{unitLabel(text)}</>;
    case 'user':
      return <Name>{userName(text)}</Name>;
    case 'link':
      return <RecordLink field={field} number={text} />;
    case 'long_text':
      if (field.by_language) return <Name>{lineIn(text, language)}</Name>;
      if (brief) return <Name>{text}</Name>;
      return field.id === 'instrument_source' ? <Sources text={text} /> : <Prose>{text}</Prose>;
    default:
      return <Name>{text}</Name>;
  }
}

// Each in its own direction: most are in another language than the page.
function Sources({ text }: { text: string }) {
  const { t } = useTranslation();
  const items = useSources()(text).map((source, index) => ({
    key: index,
    line: (
      <>
        {source.of && (
          <Text soft>
            {source.of}
            {t('common.colon')}
          </Text>
        )}
        <Name>{source.text}</Name>
      </>
    ),
  }));
  return <Lines items={items} tight />;
}

// Where a field links to several registers, the code in the number says to which.
function RecordLink({ field, number }: { field: RegisterField; number: string }) {
  const registers = useRegisters().data?.registers ?? [];
  const named = registers.find(
    ({ id, code }) => field.registers?.includes(id) && new RegExp(`/${code}[-/]`).test(number),
  );
  return (
    <Link to={`/registers/${named?.id ?? field.register}?q=${encodeURIComponent(number)}`}>
      <Mono>{number}</Mono>
    </Link>
  );
}

function Partner({ code }: { code: string }) {
  const language = useLanguage();
  const name = countryName(code, language);
  return name === code ? <Mono>{code}</Mono> : <>{name}</>;
}

interface RowProps {
  type: RowType;
  row: RecordRow;
  roles?: RegisterField['person_roles'];
}

export function RowValue({ type, row, roles = [] }: RowProps) {
  const { t } = useTranslation();
  const words = useWords();
  const language = useLanguage();
  const objectKind = useObjectKind();
  const parts: { key: string; part: React.ReactNode }[] = [];
  const add = (key: string, part: React.ReactNode) => row[key] && parts.push({ key, part });
  // The name leads to the file of the one it is of.
  const toFile = (shown: React.ReactNode) =>
    row.subject ? <Link to={`/subjects/${row.subject}`}>{shown}</Link> : shown;
  if (row.name) add('name', <Text strong>{toFile(<Names>{row.name}</Names>)}</Text>);
  if (row.plate) add('plate', <Text strong>{toFile(<Plate>{row.plate}</Plate>)}</Text>);
  if (row.vin) add('vin', row.plate ? <Mono>{row.vin}</Mono> : toFile(<Mono>{row.vin}</Mono>));
  if (row.engine)
    add(
      'engine',
      <>
        {t('member.engine')} {row.plate || row.vin ? <Mono>{row.engine}</Mono> : toFile(<Mono>{row.engine}</Mono>)}
      </>,
    );
  if (row.kind) add('kind', objectKind(row.kind));
  if (row.number) add('number', <Text strong>{toFile(<Mono>{row.number}</Mono>)}</Text>);
  if (row.type) add('type', <Name>{row.type}</Name>);
  if (row.make) add('make', <Name>{row.make}</Name>);
  if (row.model) add('model', <Name>{row.model}</Name>);
  if (row.description)
    add('description', row.number ? <Name>{row.description}</Name> : toFile(<Name>{row.description}</Name>));
  if (row.birth_date)
    add(
      'birth_date',
      <Together>
        {t('member.birth_date')} <PartialDate date={row.birth_date} />
      </Together>,
    );
  if (row.nationality) add('nationality', countryName(row.nationality, language));
  if (row.country) add('country', countryName(row.country, language));
  if (row.gender) add('gender', words('gender', row.gender));
  if (row.document) add('document', <Mono>{row.document}</Mono>);
  if (row.masked) add('masked', <Tag tone="soon">{t('masked.tag')}</Tag>);
  if (row.role) add('role', <Name>{labelIn(roles, row.role)}</Name>);
  return (
    <span data-type={type}>
      {parts.map(({ key, part }, index) => (
        <span key={key}>
          {part}
          {index < parts.length - 1 && <Text soft> · </Text>}
        </span>
      ))}
    </span>
  );
}
