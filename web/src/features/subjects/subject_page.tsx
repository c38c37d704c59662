import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';

import type { SubjectMember, SubjectRecord, SubjectView } from '@/api/subjects';
import {
  announce,
  Button,
  ButtonLink,
  Heading,
  Lines,
  Link,
  Mono,
  Name,
  Note,
  Page,
  Panel,
  Problem,
  ReasonDialog,
  Row,
  ScreenOnly,
  Split,
  Stack,
  Table,
  Tag,
  Text,
  Time,
  Together,
  Waiting,
} from '@/ui';
import { RowValue } from '../records/field_value';
import { UnmaskDialog } from '../records/masked';
import { useRegisters } from '../records/queries';
import { StateTag } from '../records/state_tag';
import { useRights } from '../session/queries';
import { ChangeForm } from './change_form';
import { Identity } from './identity';
import { Duplicate } from './likely_card';
import { useDecide, useSubject, useUnmaskSubject } from './queries';
import { SubjectHits } from './subject_hits';
import { SubjectTimeline } from './subject_timeline';

// The file of a person, vehicle or document, with those merged into it.
export function SubjectPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const subject = useSubject(id);
  const file = subject.data;
  return (
    <Page title={file ? file.caption || file.number : t('subject.title')}>
      <Stack gap={4}>
        {!file && <Problem error={subject.error} />}
        {subject.isPending && <Waiting rows={8} />}
        {file && <Content key={file.id} file={file} />}
      </Stack>
    </Page>
  );
}

function Content({ file: seen }: { file: SubjectView }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const may = useRights()('act_on_records');
  const unmask = useUnmaskSubject(seen.id);
  const file = unmask.data ?? seen;
  return (
    <>
      <Row gap={3}>
        <Text small>
          <Link to="/subjects">{t('subject.title')}</Link>
        </Text>
        <Text strong>
          <Mono>{file.number}</Mono>
        </Text>
        <Text soft>{t(`subject_kind.${file.kind}`)}</Text>
        {file.masked && <Tag tone="soon">{t('masked.tag')}</Tag>}
        {file.kind === 'person' && (
          <ScreenOnly>
            <ButtonLink to={`/subjects/${file.id}/position`} small>
              {t('position.title')}
            </ButtonLink>
          </ScreenOnly>
        )}
        {may && file.kind === 'person' && (
          <Button small onClick={() => (unmask.data ? unmask.reset() : setAsking(true))}>
            {t(unmask.data ? 'masked.hide' : 'masked.show')}
          </Button>
        )}
      </Row>
      <UnmaskDialog
        opened={asking}
        onClose={() => setAsking(false)}
        busy={unmask.isPending}
        error={unmask.error}
        onConfirm={(reason) => unmask.mutate(reason, { onSuccess: () => setAsking(false) })}
      />
      {file.record_count === 0 && <Note>{t('subject.no_records')}</Note>}
      <Split
        main={
          <>
            <IdentityPanel file={file} />
            <Records file={file} />
            <Duplicates file={file} />
            <SubjectHits file={file} />
          </>
        }
        side={
          <>
            <Members file={file} />
            <SubjectTimeline file={file} />
          </>
        }
      />
    </>
  );
}

function IdentityPanel({ file }: { file: SubjectView }) {
  const { t } = useTranslation();
  const may = useRights()('act_on_records');
  const [changing, setChanging] = useState(false);
  return (
    <Panel label={t('subject.identity')}>
      <Stack gap={3}>
        <Row apart>
          <Heading>{t('subject.identity')}</Heading>
          {may && (
            <ScreenOnly>
              <Button small expanded={changing} onClick={() => setChanging(!changing)}>
                {t('subject.write')}
              </Button>
            </ScreenOnly>
          )}
        </Row>
        <Identity file={file} />
        {changing && <ChangeForm file={file} onClose={() => setChanging(false)} />}
      </Stack>
    </Panel>
  );
}

function Duplicates({ file }: { file: SubjectView }) {
  const { t } = useTranslation();
  if (file.duplicates.length === 0 && file.apart.length === 0) return null;
  return (
    <Panel label={t('subject.duplicates')}>
      <Stack gap={3}>
        <Heading>{t('subject.duplicates')}</Heading>
        {file.duplicates.map((likely) => (
          <Duplicate key={likely.file.id} of={file} likely={likely} />
        ))}
        {file.apart.map((apart) => (
          <Text key={`${apart.file.id}-${apart.at}`} small soft block>
            {t('subject.said_apart', { who: apart.who, number: apart.file.number })}{' '}
            <Link to={`/subjects/${apart.file.id}`}>
              <Name>{apart.file.caption || apart.file.number}</Name>
            </Link>{' '}
            · <Time at={apart.at} only="absolute" /> · <Name>{apart.reason}</Name>
            {!apart.stands && ` · ${t('subject.since_changed')}`}
          </Text>
        ))}
      </Stack>
    </Panel>
  );
}

function Records({ file }: { file: SubjectView }) {
  const { t } = useTranslation();
  const registers = useRegisters().data?.registers ?? [];
  const state = (record: SubjectRecord) => {
    const register = registers.find(({ id }) => id === record.register);
    return register ? <StateTag register={register} state={record.state} wrap /> : record.state;
  };
  // What a person may be is said by the register; one field of it holds persons.
  const rolesOf = (record: SubjectRecord) =>
    registers.find(({ id }) => id === record.register)?.fields.find(({ type }) => type === file.kind)?.person_roles;
  return (
    <Panel label={t('subject.records')}>
      <Stack gap={3}>
        <Heading>{t('subject.records')}</Heading>
        {file.records.length > 0 && (
          <Table
            label={t('subject.records')}
            items={file.records}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'number',
                title: t('records.caption'),
                head: true,
                cell: (record) => (
                  <Stack gap={1}>
                    <Link to={`/records/${record.id}`} step>
                      <Name>{record.caption || record.number}</Name>
                    </Link>
                    {record.caption && (
                      <Text small soft>
                        <Together>
                          <Mono>{record.number}</Mono>
                        </Together>
                      </Text>
                    )}
                  </Stack>
                ),
              },
              {
                key: 'says',
                title: t('subject.says'),
                cell: (record) => (
                  <Lines
                    tight
                    items={record.rows.map((row, index) => ({
                      key: index,
                      line: <RowValue type={file.kind} row={row} roles={rolesOf(record)} />,
                    }))}
                  />
                ),
              },
              { key: 'state', title: t('records.state'), cell: state },
              {
                key: 'opened',
                title: t('record.opened'),
                cell: ({ opened_at: at }) => <Time at={at} only="absolute" />,
              },
            ]}
          />
        )}
      </Stack>
    </Panel>
  );
}

// Which files stand here together, and how to take one out.
function Members({ file }: { file: SubjectView }) {
  const { t } = useTranslation();
  const may = useRights()('act_on_records');
  const [separating, setSeparating] = useState<SubjectMember | null>(null);
  const decide = useDecide();
  const close = () => {
    setSeparating(null);
    decide.reset();
  };
  if (file.members.length < 2) return null;
  const numberOf = (id: string) => file.members.find((member) => member.id === id)?.number ?? '';
  return (
    <Panel label={t('subject.members')}>
      <Stack gap={3}>
        <Heading>{t('subject.members')}</Heading>
        <Lines
          items={file.members.map((member) => ({
            key: member.id,
            line: (
              <Row apart>
                <span>
                  <Mono>{member.number}</Mono>
                  {member.merged_into && (
                    <Text soft small>
                      {' '}
                      {t('subject.merged_into', { number: numberOf(member.merged_into) })}
                    </Text>
                  )}
                </span>
                {may && member.merged_into && (
                  <Button small onClick={() => setSeparating(member)}>
                    {t('subject.unmerge')}
                  </Button>
                )}
              </Row>
            ),
          }))}
        />
      </Stack>
      <ReasonDialog
        key={separating?.id}
        title={t('subject.unmerge_title', { number: separating?.number ?? '' })}
        opened={separating !== null}
        onClose={close}
        warning={<Note tone="warning">{t('subject.unmerge_what')}</Note>}
        action={t('subject.unmerge_do')}
        busy={decide.isPending}
        error={decide.error}
        onConfirm={(reason) =>
          separating &&
          decide.mutate(
            { do: 'unmerge', id: separating.id, reason },
            { onSuccess: () => (close(), announce(t('subject.unmerged'))) },
          )
        }
      />
    </Panel>
  );
}
