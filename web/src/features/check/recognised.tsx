import { useTranslation } from 'react-i18next';

import type { Language, Recognised } from '@/api/types';
import { countryName, formatPartialDate } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { useWords } from '@/i18n/use_words';
import { Facts, Mono, Name, Note, Plate, Row, Stack, Tag, Text } from '@/ui';
import { isPaper } from './draft';
import { scriptOf } from './script';

// "recognised: a name, Arabic script"
export function RecognisedLine({ text, recognised }: { text: string; recognised: Recognised }) {
  const { t } = useTranslation();
  const words = useWords();
  const script = recognised.kind === 'name' ? scriptOf(text) : null;
  return (
    <Row gap={2}>
      <Text small soft>
        {t('recognised.label')} <Text strong>{words('recognised_kind', recognised.kind)}</Text>
        {script && `${t('common.comma')}${t(`script.${script}`)}`}
      </Text>
      {isPaper(recognised.kind) && (
        <Text small>
          <Tag tone={recognised.valid ? 'done' : 'soon'}>
            {recognised.valid ? t('recognised.valid') : t('recognised.not_valid')}
          </Tag>
        </Text>
      )}
    </Row>
  );
}

const DATES = ['birth_date', 'expiry_date'];
const NAMES = ['surname', 'given_names', 'surname_ar', 'given_names_ar', 'make', 'name', 'owner', 'region_name'];
const COUNTRIES = ['country', 'issuing_country', 'nationality_country', 'other_countries'];
// Codes whose meaning stands in another field, or that say nothing to a reader.
const LEFT_OUT = [
  'issuing_state',
  'nationality',
  'key',
  'document_code',
  'optional_data',
  'computed_check_digit',
  'region',
  'series',
];
const OF_A_PLATE = ['country', 'other_countries', 'canonical', 'region_name'];

// The fields to show, by name. A plate's parts stand in its canonical form already; of them only the name of the place
// is shown, in Arabic letters to readers of Arabic.
export function fieldsToShow({ kind, fields }: Recognised, language: Language): [string, string][] {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value !== '' && value !== null && !LEFT_OUT.includes(name)) texts[name] = String(value);
  }
  if (kind !== 'plate') return Object.entries(texts);
  const ending = language === 'ar' ? '_name_ar' : '_name';
  const place = Object.keys(texts).find((name) => name.endsWith(ending));
  if (place) texts.region_name = texts[place] ?? '';
  return Object.entries(texts).filter(([name]) => OF_A_PLATE.includes(name));
}

function useFieldValue() {
  const language = useLanguage();
  const { t } = useTranslation();
  const countriesOf = (codes: string) =>
    codes
      .split(/[\s,]+/)
      .map((code) => countryName(code, language))
      .join(t('common.comma'));
  return (field: string, value: string) => {
    if (DATES.includes(field)) return formatPartialDate(value, language);
    if (COUNTRIES.includes(field)) return <Name>{countriesOf(value)}</Name>;
    if (field === 'sex') return t(`gender.${value === 'M' ? 'male' : value === 'F' ? 'female' : 'unspecified'}`);
    if (field === 'canonical') return <Plate>{value}</Plate>;
    return NAMES.includes(field) ? <Name>{value}</Name> : <Mono>{value}</Mono>;
  };
}

// What a paper, a plate or a VIN says, its check digits, and what to be careful about.
export function RecognisedDetails({ recognised }: { recognised: Recognised }) {
  const { t } = useTranslation();
  const words = useWords();
  const language = useLanguage();
  const valueOf = useFieldValue();
  if (!isPaper(recognised.kind) && recognised.warnings.length === 0) return null;
  const fields = isPaper(recognised.kind) ? fieldsToShow(recognised, language) : [];
  const digits = Object.entries(recognised.check_digits);
  return (
    <Stack gap={2}>
      {fields.length > 0 && (
        <Facts
          facts={fields.map(([name, value]) => ({
            key: name,
            label: words('field', name),
            value: valueOf(name, value),
          }))}
        />
      )}
      {digits.length > 0 && (
        <Row gap={3}>
          <Text small soft>
            {t('recognised.check_digits')}
          </Text>
          {digits.map(([name, ok]) => (
            <Text small key={name}>
              <Tag tone={ok ? 'done' : 'late'}>
                {words('check_digit', name)} {ok ? '✓' : `✗ ${t('recognised.wrong')}`}
              </Tag>
            </Text>
          ))}
        </Row>
      )}
      {recognised.warnings.map(({ code, text }) => (
        <Note key={code} tone="warning">
          {text}
        </Note>
      ))}
    </Stack>
  );
}
