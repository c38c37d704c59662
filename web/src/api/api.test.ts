// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';

import { ApiError, apiUrl, call, callJson, onSignedOut, setApiLanguage, setCsrf } from './client';
import { linesOf } from './lines';

const answer = (status: number, body: string) => () => new Response(body, { status });

function serve(response: (() => Response) | Error) {
  const fetch = vi.fn(async (_url: string, _options: RequestInit) => {
    if (response instanceof Error) throw response;
    return response();
  });
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

afterEach(() => {
  setCsrf(undefined);
  onSignedOut(() => undefined);
});

describe('calls', () => {
  it('say the language, and the token with what changes something', async () => {
    const fetch = serve(answer(200, '{}'));
    setApiLanguage('ar');
    setCsrf('token');
    await call('lists');
    await call('checks', { method: 'POST', json: { text: 'x' } });
    const [read, write] = fetch.mock.calls.map(([, options]) => options.headers as Headers);
    expect(read?.get('Accept-Language')).toBe('ar');
    expect(read?.has('X-Maktab-CSRF')).toBe(false);
    expect(write?.get('X-Maktab-CSRF')).toBe('token');
    expect(write?.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{32,36}$/);
  });

  it('turn problem details into what the reader is told', async () => {
    serve(answer(400, JSON.stringify({ code: 'check.nothing_asked', title: 'Nothing was asked.' })));
    const error = await callJson('checks').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, code: 'check.nothing_asked', message: 'Nothing was asked.' });
  });

  it('tell an answer that is no problem details, and a server that is not there', async () => {
    serve(answer(502, '<html>'));
    await expect(call('lists')).rejects.toMatchObject({ status: 502, unreachable: false });
    serve(new TypeError('Failed to fetch'));
    await expect(call('lists')).rejects.toMatchObject({ unreachable: true });
  });

  it('say that the session has ended, but not for a wrong password', async () => {
    const ended = vi.fn();
    onSignedOut(ended);
    serve(answer(401, '{}'));
    await expect(call('session', { method: 'POST', keepSession: true })).rejects.toMatchObject({ status: 401 });
    expect(ended).not.toHaveBeenCalled();
    await expect(call('lists')).rejects.toMatchObject({ status: 401 });
    expect(ended).toHaveBeenCalledOnce();
  });

  it('leave empty parameters out of the address', () => {
    expect(apiUrl('checks', { q: '', who: undefined, limit: 5 })).toBe('/api/v1/checks?limit=5');
  });
});

describe('linesOf', () => {
  async function read(...parts: Uint8Array[]): Promise<string[]> {
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of parts) controller.enqueue(part);
        controller.close();
      },
    });
    const lines: string[] = [];
    for await (const line of linesOf(stream)) lines.push(line);
    return lines;
  }
  const bytes = (text: string) => new TextEncoder().encode(text);

  it('joins lines that were cut, also inside a letter', async () => {
    const arabic = bytes('محمد\nb\n');
    expect(await read(arabic.slice(0, 3), arabic.slice(3))).toEqual(['محمد', 'b']);
  });

  it('gives a last line that was not ended', async () => {
    expect(await read(bytes('a\n\nb'))).toEqual(['a', '', 'b']);
    expect(await read()).toEqual([]);
  });
});
