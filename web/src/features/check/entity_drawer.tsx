import { useTranslation } from 'react-i18next';

import type { Entity } from '@/api/types';
import { countryName, formatPartialDate } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { useWords } from '@/i18n/use_words';
import { Drawer, Facts, Heading, Mono, Name, Problem, Row, Stack, Table, Tag, Text, Time, Waiting } from '@/ui';
import { useListName } from '../records/use_labels';
import { usePurposeLabel } from './purpose';
import { useEntity } from './queries';

export interface EntityRef {
  dataset: string;
  dataset_title?: string;
  id: string;
  caption: string;
}

interface Props {
  entity: EntityRef | null;
  purpose: string;
  onClose: () => void;
}

// One entry of a list with all that the list says of it.
export function EntityDrawer({ entity, purpose, onClose }: Props) {
  return (
    <Drawer title={<Name>{entity?.caption ?? ''}</Name>} opened={entity !== null} onClose={onClose}>
      {entity && <EntityContent entity={entity} purpose={purpose} />}
    </Drawer>
  );
}

function EntityContent({ entity, purpose }: { entity: EntityRef; purpose: string }) {
  const { t } = useTranslation();
  const purposeLabel = usePurposeLabel();
  const found = useEntity(entity.dataset, entity.id, purpose, true);
  if (found.error) return <Problem error={found.error} />;
  if (!found.data) return <Waiting rows={6} />;
  return (
    <Stack gap={4}>
      <EntityHead entity={found.data} title={entity.dataset_title} />
      <EntityProperties entity={found.data} />
      <EntityDocuments entity={found.data} />
      <Text small soft>
        {t('entity.logged', { purpose: purposeLabel(purpose) })}
      </Text>
    </Stack>
  );
}

function EntityHead({ entity, title }: { entity: Entity; title: string | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  const listName = useListName();
  return (
    <Stack gap={2}>
      <Row gap={3}>
        <Tag tone={entity.state === 'ended' ? 'ended' : 'late'}>
          {entity.state === 'ended' ? t('entity.ended') : t('entity.in_force')}
        </Tag>
        <span>{words('schema', entity.schema)}</span>
        <Name>{listName(entity.dataset, title)}</Name>
        <Mono>{entity.id}</Mono>
      </Row>
      <Facts
        facts={[
          ...(entity.first_seen ? [{ label: t('entity.first_seen'), value: <Time at={entity.first_seen} /> }] : []),
          ...(entity.last_changed
            ? [{ label: t('entity.last_changed'), value: <Time at={entity.last_changed} /> }]
            : []),
          ...(entity.ended_at ? [{ label: t('entity.ended_at'), value: <Time at={entity.ended_at} /> }] : []),
        ]}
      />
    </Stack>
  );
}

const COUNTRIES = ['nationality', 'citizenship', 'country', 'birthCountry', 'jurisdiction', 'flag'];
const NUMBERS = /number|vin|mmsi|code$/i;

function EntityProperties({ entity }: { entity: Entity }) {
  const { t } = useTranslation();
  const words = useWords();
  const language = useLanguage();
  const show = (name: string, value: string) => {
    if (COUNTRIES.includes(name)) return <Name>{countryName(value, language)}</Name>;
    if (NUMBERS.test(name)) return <Mono>{value}</Mono>;
    if (/date$/i.test(name)) return <bdi>{formatPartialDate(value, language)}</bdi>;
    if (name === 'gender' && (value === 'male' || value === 'female' || value === 'other')) return t(`gender.${value}`);
    return <Name>{value}</Name>;
  };
  return (
    <Facts
      facts={Object.entries(entity.properties).map(([name, values]) => ({
        key: name,
        label: words('property', name),
        value: (
          <Stack gap={1}>
            {values.map((value) => (
              <div key={value}>{show(name, value)}</div>
            ))}
          </Stack>
        ),
      }))}
    />
  );
}

function EntityDocuments({ entity }: { entity: Entity }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const documents = (entity.documents ?? []).map((document, index) => ({ ...document, index }));
  if (documents.length === 0) return null;
  return (
    <Stack gap={2}>
      <Heading level={3}>{t('entity.documents')}</Heading>
      <Table
        label={t('entity.documents')}
        dense
        items={documents}
        keyOf={(document) => document.index}
        columns={[
          { key: 'number', title: t('entity.number'), head: true, cell: ({ number }) => <Mono>{number ?? '–'}</Mono> },
          { key: 'type', title: t('entity.type'), cell: ({ type }) => <Name>{type ?? '–'}</Name> },
          {
            key: 'country',
            title: t('check.country'),
            cell: ({ country }) => <Name>{country ? countryName(country, language) : '–'}</Name>,
          },
          { key: 'note', title: t('entity.note'), cell: ({ note }) => <Name>{note ?? ''}</Name> },
        ]}
      />
    </Stack>
  );
}
