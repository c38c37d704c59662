import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Collapse, Form, Grow, Note, QuestionBox, Row, Stack, Text } from '@/ui';
import { EMPTY_DRAFT, isPaper, isRefined, readPartialDate, type Draft } from './draft';
import { PurposeSelect } from './purpose';
import { useIdentify } from './queries';
import { RecognisedDetails, RecognisedLine } from './recognised';
import { RefineFields } from './refine_fields';

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
  onAsk: (draft: Draft, recognisedKind: string | undefined) => void;
  busy: boolean;
  problem: string | undefined;
}

const DEBOUNCE_MS = 250;

export function CheckForm({ draft, onChange, onAsk, busy, problem }: Props) {
  const { t } = useTranslation();
  const typed = draft.text.trim();
  const [text] = useDebouncedValue(typed, DEBOUNCE_MS);
  const identified = useIdentify(text);
  const recognised = typed ? identified.data : undefined;
  // What was recognised may be of the letters before the last; it then says nothing of a paper.
  const current = text === typed && !identified.isPlaceholderData ? recognised : undefined;
  const [opened, setOpened] = useState(isRefined(draft));
  const paper = isPaper(current?.kind) && draft.kind === 'auto';
  const badDate = draft.birthDate.trim() !== '' && readPartialDate(draft.birthDate) === null;
  const submit = () => {
    if (!badDate) onAsk(draft, current?.kind);
  };
  const shown = current ?? (isPaper(recognised?.kind) ? undefined : recognised);
  return (
    <Form label={t('check.title')} onSubmit={submit} search>
      <Stack gap={3}>
        <Row align="start">
          <Grow wide>
            <QuestionBox
              label={t('check.box')}
              placeholder={t('check.placeholder')}
              value={draft.text}
              onChange={(value) => onChange({ ...draft, text: value })}
              onSubmit={submit}
              describedBy="recognised"
              number={isPaper(current?.kind) && typed !== ''}
            />
          </Grow>
          <Button type="submit" kind="main" busy={busy} large>
            {t('check.ask')}
          </Button>
        </Row>
        <div id="recognised" aria-live="polite">
          {shown ? (
            <RecognisedLine text={typed} recognised={shown} />
          ) : (
            <Text small soft>
              {t('check.hint')}
            </Text>
          )}
        </div>
        {current && <RecognisedDetails recognised={current} />}
        {problem && (
          <Note tone="warning" live>
            {problem}
          </Note>
        )}
        <Row align="end" apart>
          <Grow>
            <PurposeSelect />
          </Grow>
          <Row>
            {(draft.text || isRefined(draft)) && (
              <Button kind="quiet" onClick={() => onChange(EMPTY_DRAFT)}>
                {t('check.clear')}
              </Button>
            )}
            <Button expanded={opened} onClick={() => setOpened(!opened)}>
              {t('check.refine')}
            </Button>
          </Row>
        </Row>
        <Collapse in={opened} transitionDuration={0}>
          <RefineFields draft={draft} onChange={onChange} paper={paper} badDate={badDate} />
        </Collapse>
      </Stack>
    </Form>
  );
}
