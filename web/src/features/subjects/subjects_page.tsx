import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';

import { Button, Empty, Heading, Link, Mono, Name, Page, Problem, Row, Stack, Text, TextInput, Waiting } from '@/ui';
import { Duplicate, LikelyCard } from './likely_card';
import { useLikely, useProposals } from './queries';

const TYPING_MS = 500;

// Looks for a file; without words, the duplicates that wait for a decision.
export function SubjectsPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState(params.get('q') ?? '');
  const [asked] = useDebouncedValue(text.trim(), TYPING_MS);
  const looking = asked.length > 1;
  const found = useLikely({ q: asked, limit: 20 }, looking);
  const type = (typed: string) => {
    setText(typed);
    setParams(typed.trim() ? { q: typed.trim() } : {}, { replace: true });
  };
  return (
    <Page title={t('subject.title')}>
      <Stack gap={4}>
        <TextInput
          label={t('subject.search')}
          description={t('subject.search_hint')}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          dir="auto"
          data-search
          autoComplete="off"
        />
        {looking && (
          <Stack gap={3}>
            <Problem error={found.error} />
            {found.isPending && <Waiting rows={3} tall />}
            {found.data?.length === 0 && <Empty title={t('subject.none')} text={t('subject.none_text')} />}
            {found.data?.map((likely) => (
              <LikelyCard key={likely.file.id} likely={likely} />
            ))}
          </Stack>
        )}
        {!looking && <Proposals />}
      </Stack>
    </Page>
  );
}

function Proposals() {
  const { t } = useTranslation();
  const proposals = useProposals();
  const items = proposals.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap={3}>
      <Heading>{t('subject.proposals')}</Heading>
      <Text soft block>
        {t('subject.proposals_text')}
      </Text>
      <Problem error={proposals.error} />
      {proposals.isPending && <Waiting rows={3} tall />}
      {proposals.isSuccess && items.length === 0 && (
        <Empty title={t('subject.no_proposals')} text={t('subject.no_proposals_text')} />
      )}
      {items.map(({ file, others }) => (
        <Stack key={`${file.id}-${others[0]?.file.id}`} gap={2}>
          <Text>
            <Link to={`/subjects/${file.id}`} step>
              <Mono>{file.number}</Mono> <Name>{file.caption}</Name>
            </Link>{' '}
            {t('subject.may_be_same')}
          </Text>
          {others.map((likely) => (
            <Duplicate key={likely.file.id} of={file} likely={likely} folded />
          ))}
        </Stack>
      ))}
      {proposals.hasNextPage && (
        <Row>
          <Button busy={proposals.isFetchingNextPage} onClick={() => void proposals.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </Row>
      )}
    </Stack>
  );
}
