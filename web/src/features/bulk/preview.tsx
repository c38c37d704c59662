import { useTranslation } from 'react-i18next';

import { useWords } from '@/i18n/use_words';
import { Heading, Name, Note, Preformatted, Select, Stack, Table, Text } from '@/ui';
import { KINDS } from '../check/draft';
import { asksSomething, TARGETS, type Mapping, type Target } from './columns';
import type { Questions } from './questions';

const SHOWN = 3;

interface Props {
  questions: Questions;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

export function Preview({ questions, mapping, onChange }: Props) {
  const { t } = useTranslation();
  const count = questions.kind === 'lines' ? questions.lines.length : questions.rows.length;
  return (
    <Stack gap={3}>
      <Heading>
        <Name>{questions.name}</Name>
        {t('common.colon')}
        {t('bulk.questions', { count })}
      </Heading>
      {questions.kind === 'lines' ? (
        <Preformatted label={t('bulk.preview')}>{questions.lines.slice(0, SHOWN).join('\n')}</Preformatted>
      ) : (
        <ColumnMapping headings={questions.headings} rows={questions.rows} mapping={mapping} onChange={onChange} />
      )}
    </Stack>
  );
}

interface MappingProps {
  headings: string[];
  rows: string[][];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

// Which column says what. One row a column, so that any number of columns has room.
function ColumnMapping({ headings, rows, mapping, onChange }: MappingProps) {
  const { t } = useTranslation();
  const words = useWords();
  const still = { transitionProps: { duration: 0 } };
  const columns = headings.map((heading, index) => ({ heading, index }));
  const change = (index: number, target: Target) =>
    onChange({ ...mapping, targets: mapping.targets.map((old, at) => (at === index ? target : old)) });
  return (
    <Stack gap={3}>
      <Text soft>{t('bulk.mapping_text')}</Text>
      <Select
        label={t('check.kind')}
        data={KINDS.map((value) => ({ value, label: words('schema', value) }))}
        value={mapping.schema}
        onChange={(schema) => schema && onChange({ ...mapping, schema })}
        allowDeselect={false}
        comboboxProps={still}
      />
      <Table
        label={t('bulk.columns')}
        items={columns}
        keyOf={({ index }) => index}
        columns={[
          { key: 'heading', title: t('bulk.column'), head: true, cell: ({ heading }) => <Name>{heading}</Name> },
          {
            key: 'target',
            title: t('bulk.means'),
            cell: ({ heading, index }) => (
              <Select
                aria-label={`${t('bulk.means')}: ${heading}`}
                data={[
                  { value: 'ignore', label: t('target.ignore') },
                  ...TARGETS.map((value) => ({ value, label: t(`target.${value}`) })),
                ]}
                value={mapping.targets[index] ?? 'ignore'}
                onChange={(target) => change(index, (target ?? 'ignore') as Target)}
                allowDeselect={false}
                size="xs"
                comboboxProps={still}
              />
            ),
          },
          {
            key: 'example',
            title: t('bulk.example'),
            cell: ({ index }) => (
              <Name>
                {rows
                  .slice(0, SHOWN)
                  .map((row) => row[index] ?? '')
                  .filter(Boolean)
                  .join(' · ')}
              </Name>
            ),
          },
        ]}
      />
      {!asksSomething(mapping) && <Note tone="warning">{t('bulk.nothing_mapped')}</Note>}
    </Stack>
  );
}
