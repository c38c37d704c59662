// The one way to the server: language, CSRF token, idempotency and problem details for every call.
import type { ImportJob, Language, ProblemDetails } from './types';

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    sentence: string,
    // What the sentence speaks of: the field, the register.
    readonly params: Readonly<Record<string, string>> = {},
  ) {
    super(sentence);
    this.name = 'ApiError';
  }

  // The server could not be reached, or broke off.
  get unreachable(): boolean {
    return this.status === 0;
  }
}

interface Context {
  language: Language;
  csrf: string | undefined;
  onSignedOut: () => void;
}

const context: Context = { language: 'en', csrf: undefined, onSignedOut: () => undefined };

export function setApiLanguage(language: Language): void {
  context.language = language;
}

export function setCsrf(token: string | undefined): void {
  context.csrf = token;
}

// Called when a request is refused because the session has ended.
export function onSignedOut(handler: () => void): void {
  context.onSignedOut = handler;
}

export type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Query;
  json?: unknown;
  body?: BodyInit;
  contentType?: string;
  signal?: AbortSignal;
  // Signing in answers 401 for a wrong password, which is not the end of a session.
  keepSession?: boolean;
  // Made by a form that may send the same more than once; else one is made for each call.
  idempotencyKey?: string;
  // The version of a record that the reader saw.
  ifMatch?: number;
}

export function apiUrl(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const one of value) search.append(name, String(one));
    else if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `/api/v1/${path}${text ? `?${text}` : ''}`;
}

function headersOf(options: CallOptions): Headers {
  const headers = new Headers({ 'Accept-Language': context.language });
  const method = options.method ?? 'GET';
  if (method !== 'GET' && context.csrf) headers.set('X-Maktab-CSRF', context.csrf);
  if (method === 'POST') headers.set('Idempotency-Key', options.idempotencyKey ?? newKey());
  if (options.ifMatch !== undefined) headers.set('If-Match', `"${options.ifMatch}"`);
  if (options.json !== undefined) headers.set('Content-Type', 'application/json');
  else if (options.contentType) headers.set('Content-Type', options.contentType);
  return headers;
}

// crypto.randomUUID is absent on pages that came over plain HTTP from another machine.
export function newKey(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function problemToError(status: number, text: string): ApiError {
  let problem: ProblemDetails = {};
  try {
    problem = JSON.parse(text) as ProblemDetails;
  } catch {
    // A proxy in between may answer with a page of its own; the status then says all there is.
  }
  return new ApiError(status, problem.code ?? '', problem.detail ?? problem.title ?? '', problem.params);
}

export async function call(path: string, options: CallOptions = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(apiUrl(path, options.query), {
      method: options.method ?? 'GET',
      headers: headersOf(options),
      body: options.json === undefined ? (options.body ?? null) : JSON.stringify(options.json),
      credentials: 'same-origin',
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'unreachable', '');
  }
  if (response.ok) return response;
  if (response.status === 401 && !options.keepSession) context.onSignedOut();
  throw problemToError(response.status, await response.text());
}

export async function callJson<T>(path: string, options: CallOptions = {}): Promise<T> {
  const response = await call(path, options);
  return (await response.json()) as T;
}

export async function callText(path: string, options: CallOptions = {}): Promise<string> {
  return (await call(path, options)).text();
}

export interface Upload {
  path: string;
  query: Query;
  form: FormData;
  signal: AbortSignal;
  onSent: (fraction: number) => void;
}

// fetch() does not tell how much has been sent, so that uploads go by XMLHttpRequest.
export function upload<T>(options: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', apiUrl(options.path, options.query));
    headersOf({ method: 'POST' }).forEach((value, name) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => options.onSent(event.total ? event.loaded / event.total : 0);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as T);
        return;
      }
      if (request.status === 401) context.onSignedOut();
      reject(problemToError(request.status, request.responseText));
    };
    request.onerror = () => reject(new ApiError(0, 'unreachable', ''));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    options.signal.addEventListener('abort', () => request.abort());
    request.send(options.form);
  });
}

// Follows an import until it ends. Returns a function that stops following.
export function followImport(id: string, onChange: (job: ImportJob) => void, onLost: () => void): () => void {
  const source = new EventSource(apiUrl(`imports/${encodeURIComponent(id)}/events`, { lang: context.language }));
  const read = (event: MessageEvent<string>) => onChange(JSON.parse(event.data) as ImportJob);
  source.addEventListener('progress', read);
  for (const last of ['done', 'failed'] as const) {
    source.addEventListener(last, (event) => {
      source.close();
      read(event as MessageEvent<string>);
    });
  }
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) onLost();
  };
  return () => source.close();
}
