import { useTranslation } from 'react-i18next';

import type { RecordView, Register, RegisterRecord } from '@/api/records';
import { Heading, Lines, Link, Mono, Name, Panel, Row, ScreenOnly, Stack, Text } from '@/ui';
import { useSession } from '../session/queries';
import { creationOf } from './new_record_page';
import { useManyRecords, useRegisters } from './queries';
import { StateTag } from './state_tag';
import { labelIn } from './use_labels';

const MOST_SHOWN = 20;

interface Place {
  register: Register;
  field: string;
}

// The fields of registers that may name a record of this one.
function usePlaces(named: Register): Place[] {
  const all = useRegisters().data?.registers ?? [];
  return all.flatMap((register) =>
    register.fields
      .filter(({ type, registers }) => (type === 'link' || type === 'links') && registers?.includes(named.id))
      .map(({ id }) => ({ register, field: id })),
  );
}

function useNaming(places: Place[], number: string): RegisterRecord[] {
  const found = useManyRecords(
    places.map(({ register, field }) => ({ register: register.id, filter: `${field}:${number}`, limit: MOST_SHOWN })),
  );
  const items = found.flatMap(({ data }) => data?.items ?? []);
  return items.filter(({ id }, at) => items.findIndex((one) => one.id === id) === at);
}

// The records that name this one, and what is registered because of it: a bulletin that rests on a notice, the end of
// a search.
export function Linked({ register, record }: { register: Register; record: RecordView }) {
  const { t } = useTranslation();
  const role = useSession().data?.user?.role;
  const places = usePlaces(register);
  const items = useNaming(places, record.number);
  // Nothing follows from a draft that nobody has moved on yet, or from what is over.
  const lives = record.kind !== 'closed' && record.state !== creationOf(register)?.to;
  const starts = places.filter(({ register: other, field }) => {
    const creation = creationOf(other);
    // One that is being worked on is opened; a second one can be registered on the page of its register.
    const there = items.some((item) => item.register === other.id && item.kind !== 'closed');
    return lives && role && creation?.may.includes(role) && creation.fields.includes(field) && !there;
  });
  if (items.length === 0 && starts.length === 0) return null;
  return (
    <Panel label={t('record.linked')}>
      <Stack gap={3}>
        <Heading>{t('record.linked')}</Heading>
        {items.length > 0 && (
          <Lines items={items.map((item) => ({ key: item.id, line: <Naming record={item} places={places} /> }))} />
        )}
        {starts.length > 0 && (
          <ScreenOnly>
            <Stack gap={1}>
              {starts.map((place) => (
                <Link key={`${place.register.id} ${place.field}`} to={addressOf(place, record)}>
                  <Name>{t('records.new', { what: place.register.title_one })}</Name>
                  {starts.some((other) => other !== place && other.register.id === place.register.id) && (
                    <>
                      {' · '}
                      <Name>{labelIn(place.register.fields, place.field)}</Name>
                    </>
                  )}
                </Link>
              ))}
            </Stack>
          </ScreenOnly>
        )}
      </Stack>
    </Panel>
  );
}

function Naming({ record, places }: { record: RegisterRecord; places: Place[] }) {
  const register = places.find((place) => place.register.id === record.register)?.register;
  return (
    <Stack gap={1}>
      <Text small soft>
        {register?.title_one}
      </Text>
      <Row gap={2}>
        <Link to={`/records/${record.id}`}>
          <Mono>{record.number}</Mono>
        </Link>
        {register && <StateTag register={register} state={record.state} />}
      </Row>
    </Stack>
  );
}

// The form of a new record, with the number of this one in its field, and what it is about.
function addressOf({ register, field }: Place, record: RecordView): string {
  const known = new URLSearchParams({ [field]: record.number });
  const summary = record.values.summary;
  if (typeof summary === 'string') known.set('summary', summary);
  return `/registers/${register.id}/new?${known.toString()}`;
}
