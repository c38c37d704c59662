import { useTranslation } from 'react-i18next';

import type { SaidValue, SubjectFile } from '@/api/subjects';
import { countryName, formatPartialDate } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { useWords } from '@/i18n/use_words';
import { useObjectKind } from '../records/use_labels';
import { Facts, Lines, Mono, Name, PartialDate, Plate, Prose, Stack, Tag, Text, type Fact } from '@/ui';

type Member = keyof Pick<
  SubjectFile,
  | 'names'
  | 'birth_dates'
  | 'genders'
  | 'nationalities'
  | 'papers'
  | 'vins'
  | 'plates'
  | 'engines'
  | 'makes'
  | 'models'
  | 'numbers'
  | 'descriptions'
  | 'notes'
>;

const LABELS = {
  names: 'subject.names',
  birth_dates: 'member.birth_date',
  genders: 'member.gender',
  nationalities: 'member.nationality',
  papers: 'subject.papers',
  vins: 'member.vin',
  plates: 'member.plate',
  engines: 'member.engine',
  makes: 'member.make',
  models: 'member.model',
  numbers: 'member.number',
  descriptions: 'member.description',
  notes: 'subject.note',
} as const;

const NOTHING_SAID: readonly string[] = ['unknown', 'name'];

// What a value was recognised as says no more than the name of its member.
const EXPECTED: Partial<Record<Member, string>> = { papers: 'document_number', vins: 'vin', plates: 'plate' };

// A Fact of each kind of value that the file has, with who says it.
export function Identity({ file }: { file: SubjectFile }) {
  const { t } = useTranslation();
  const facts: Fact[] = (Object.keys(LABELS) as Member[])
    .filter((member) => (file[member] ?? []).length > 0)
    .map((member) => ({
      key: member,
      label: t(LABELS[member]),
      value: (
        <Lines
          tight
          items={(file[member] ?? []).map((value, index) => ({
            key: `${value.text}-${index}`,
            line: <Value member={member} value={value} />,
          }))}
        />
      ),
    }));
  return <Facts facts={facts} />;
}

function Value({ member, value }: { member: Member; value: SaidValue }) {
  const { t } = useTranslation();
  const words = useWords();
  const language = useLanguage();
  const objectKind = useObjectKind();
  const from = [
    value.files.length > 0 && t('subject.on_file'),
    value.records.length > 0 && t('subject.in_records', { count: value.records.length }),
  ].filter(Boolean);
  const recognised = value.recognised;
  const expected = recognised?.kind === EXPECTED[member];
  const kind = member === 'names' ? value.kind !== 'name' && words('name_kind', value.kind) : objectKind(value.kind);
  return (
    <Stack gap={1}>
      <span>
        <Shown member={member} value={value} />
        {kind && <Text soft> · {kind}</Text>}
        {value.country && <Text soft> · {countryName(value.country, language)}</Text>}
        {from.length > 0 && (
          <Text soft small>
            {' '}
            · {from.join(t('common.comma'))}
          </Text>
        )}
      </span>
      {recognised && !NOTHING_SAID.includes(recognised.kind) && (!expected || recognised.warnings.length > 0) && (
        <Text small soft block>
          {!expected && words('recognised_kind', recognised.kind)}
          {recognised.warnings.map(({ code, text }) => (
            <span key={code}>
              {' '}
              <Tag tone="soon" wrap>
                {text}
              </Tag>
            </span>
          ))}
        </Text>
      )}
    </Stack>
  );
}

function Shown({ member, value }: { member: Member; value: SaidValue }) {
  const words = useWords();
  const language = useLanguage();
  switch (member) {
    case 'names':
      return (
        <Text strong>
          <Name>{value.text}</Name>
        </Text>
      );
    case 'birth_dates':
      return <PartialDate date={value.text} />;
    case 'genders':
      return <>{words('gender', value.text)}</>;
    case 'nationalities':
      return <>{countryName(value.text, language)}</>;
    case 'plates':
      return <Plate>{value.text}</Plate>;
    case 'papers':
    case 'vins':
    case 'engines':
    case 'numbers':
      return <Mono>{value.text}</Mono>;
    case 'notes':
      return <Prose>{value.text}</Prose>;
    default:
      return <Name>{value.text}</Name>;
  }
}

// In one line: what tells a file from others.
export function useBrief(): (file: SubjectFile) => string[] {
  const { t } = useTranslation();
  const language = useLanguage();
  return (file) => [
    ...file.birth_dates.map(({ text }) => t('hit.born', { date: formatPartialDate(text, language) })),
    ...file.nationalities.map(({ text }) => countryName(text, language)),
    ...file.plates.slice(file.kind === 'vehicle' ? 1 : 0).map(({ text }) => text),
    ...file.makes.map(({ text }) => text),
    t('subject.record_count', { count: file.record_count }),
  ];
}
