import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';

import type { LikelyFile, SubjectFile } from '@/api/subjects';
import { announce, Button, HitFrame, Mono, Note, Reasons, ReasonDialog, Stack, Tag, Text } from '@/ui';
import { useRights } from '../session/queries';
import { useBrief } from './identity';
import { useDecide } from './queries';

const SCHEMAS = { person: 'Person', vehicle: 'Vehicle', document: 'Identification', object: 'Asset' } as const;

interface Props {
  likely: LikelyFile;
  actions?: ReactNode;
  // The reasons stand behind a button.
  folded?: boolean | undefined;
}

// A file that may be the same, with why.
export function LikelyCard({ likely, actions, folded = false }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(!folded);
  const navigate = useNavigate();
  const brief = useBrief();
  const { file } = likely;
  const others = file.names.map(({ text }) => text).filter((text) => text !== file.caption);
  return (
    <HitFrame
      score={likely.score}
      schema={SCHEMAS[file.kind]}
      name={file.caption || file.number}
      secondNames={others.slice(0, 2)}
      onOpen={() => void navigate(`/subjects/${file.id}`)}
      source={
        <>
          <Text strong>{t('subject.own_files')}</Text>
          <Mono>{file.number}</Mono>
          {file.masked && <Tag tone="soon">{t('masked.tag')}</Tag>}
        </>
      }
      actions={
        (folded || actions) && (
          <>
            {folded && (
              <Button
                small
                expanded={opened}
                label={`${t('subject.why')}${t('common.colon')}${file.caption || file.number}`}
                onClick={() => setOpened(!opened)}
              >
                {t('subject.why')}
              </Button>
            )}
            {actions}
          </>
        )
      }
    >
      <Stack gap={2}>
        <Text soft block>
          {brief(file).map((part, index) => (
            <span key={index}>
              {index > 0 && ' · '}
              <bdi>{part}</bdi>
            </span>
          ))}
        </Text>
        {opened && <Reasons reasons={likely.reasons} />}
      </Stack>
    </HitFrame>
  );
}

// The same, with the two decisions: merge, or not the same.
export function Duplicate({ of, likely, folded }: { of: SubjectFile; likely: LikelyFile; folded?: boolean }) {
  const { t } = useTranslation();
  const may = useRights()('act_on_records');
  const [asking, setAsking] = useState<'merge' | 'apart' | null>(null);
  const decide = useDecide();
  const close = () => {
    setAsking(null);
    decide.reset();
  };
  const done = (word: string) => ({ onSuccess: () => (close(), announce(word)) });
  const numbers = { from: likely.file.number, into: of.number };
  return (
    <>
      <LikelyCard
        likely={likely}
        folded={folded}
        actions={
          may && (
            <>
              <Button small onClick={() => setAsking('merge')}>
                {t('subject.merge')}
              </Button>
              <Button small onClick={() => setAsking('apart')}>
                {t('subject.not_same')}
              </Button>
            </>
          )
        }
      />
      <ReasonDialog
        key={asking}
        title={t(asking === 'merge' ? 'subject.merge' : 'subject.not_same')}
        opened={asking !== null}
        onClose={close}
        warning={
          asking === 'merge' ? (
            <Stack gap={2}>
              <Text>{t('subject.merge_text', numbers)}</Text>
              <Note tone="warning">{t('subject.merge_what')}</Note>
            </Stack>
          ) : (
            t('subject.not_same_text')
          )
        }
        action={t(asking === 'merge' ? 'subject.merge_do' : 'hit.judge')}
        busy={decide.isPending}
        error={decide.error}
        onConfirm={(reason) =>
          asking === 'merge'
            ? decide.mutate({ do: 'merge', id: likely.file.id, into: of.id, reason }, done(t('subject.merged')))
            : decide.mutate({ do: 'apart', id: of.id, other: likely.file.id, reason }, done(t('hit.judged')))
        }
      />
    </>
  );
}
