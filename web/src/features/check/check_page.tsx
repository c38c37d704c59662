import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useParams } from 'react-router-dom';

import type { CheckAnswer } from '@/api/types';
import { useDraft } from '@/app/drafts';
import { Page, Panel, Problem, ScreenOnly, Stack, Waiting, announce } from '@/ui';
import { Answer } from './answer';
import { CheckForm } from './check_form';
import { buildRequest, draftOf, EMPTY_DRAFT, type Draft } from './draft';
import { usePurpose } from './purpose';
import { useAnswer, useAsk } from './queries';
import { useAnswerSummary } from './summary';

interface Handed {
  ask?: string;
  draft?: Draft;
  focus?: boolean;
}

// One question, one answer, in place. The address of an answer is that of its check, so that it can be handed on.
export function CheckPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const navigate = useNavigate();
  const handed = (useLocation().state ?? {}) as Handed;
  const [draft, setDraft] = useDraft<Draft>('check', EMPTY_DRAFT);
  const [purpose] = usePurpose();
  const [problem, setProblem] = useState<string>();
  const ask = useAsk();
  const answer = useAnswer(id);
  const summary = useAnswerSummary();

  const send = (asked: Draft, recognisedKind?: string) => {
    if (!asked.text.trim() && !asked.number.trim()) {
      setProblem(t('check.nothing_asked'));
      return;
    }
    setProblem(undefined);
    ask.mutate(buildRequest(asked, purpose, recognisedKind), {
      onSuccess: (given: CheckAnswer) => {
        announce(summary(given));
        void navigate(`/check/${given.id}`, { replace: id !== undefined });
      },
    });
  };
  useReadyToType(id === undefined);
  useHanded(handed, (question) => {
    setDraft(question);
    send(question);
  });

  return (
    <Page title={t('check.title')} narrow>
      <Stack gap={4}>
        <ScreenOnly>
          <Panel>
            <CheckForm draft={draft} onChange={setDraft} onAsk={send} busy={ask.isPending} problem={problem} />
          </Panel>
        </ScreenOnly>
        <Problem error={ask.error} />
        {!ask.error && <Problem error={answer.error} />}
        {answer.isFetching && !answer.data && <Waiting rows={2} tall />}
        {answer.data && (
          <Answer
            answer={answer.data}
            stale={ask.isPending}
            onAgain={() => {
              const again = draftOf(answer.data.query);
              setDraft(again);
              send(again);
            }}
          />
        )}
      </Stack>
    </Page>
  );
}

// Who comes to ask may type at once; on a touch screen that would open its keyboard over the page.
function useReadyToType(wanted: boolean): void {
  const atFirst = useRef(wanted);
  useEffect(() => {
    if (atFirst.current && window.matchMedia('(pointer: fine)').matches) focusBox();
  }, []);
}

function focusBox(): void {
  document.querySelector<HTMLElement>('main [data-search]')?.focus();
}

// A question that another page handed over is asked once, and not again when the reader comes back to this page.
function useHanded(handed: Handed, ask: (draft: Draft) => void): void {
  const navigate = useNavigate();
  const location = useLocation();
  const done = useRef<Handed>(null);
  useEffect(() => {
    if (done.current === handed) return;
    if (handed.focus) focusBox();
    const question = handed.draft ?? (handed.ask ? { ...EMPTY_DRAFT, text: handed.ask } : undefined);
    if (!question && !handed.focus) return;
    done.current = handed;
    void navigate(location.pathname, { replace: true, state: null });
    if (question) ask(question);
  }, [handed, ask, navigate, location.pathname]);
}
