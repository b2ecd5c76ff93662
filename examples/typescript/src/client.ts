// Sends operations; waits and sends again where the service says "later", and tells apart what else can go wrong.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AnyVariables,
  Client,
  type CombinedError,
  type OperationResult,
  type TypedDocumentNode,
  fetchExchange,
} from '@urql/core';

const TRIES = 5;
const LATER = new Set(['THROTTLED', 'TIMEOUT']);

/** The request or the service is at fault. The code is stable; the request id leads to a line of the server's log. */
export class RequestError extends Error {
  readonly code: string;
  readonly requestId: string | undefined;

  constructor(code: string, message: string, requestId?: string) {
    super(`${code}: ${message}`);
    this.code = code;
    this.requestId = requestId;
  }
}

export function connect(url: string, token: string, language = 'zh-CN'): Client {
  return new Client({
    url,
    exchanges: [fetchExchange],
    requestPolicy: 'network-only',
    preferGetMethod: false,
    fetchOptions: { headers: { Authorization: `Bearer ${token}`, 'Accept-Language': language } },
  });
}

/** The data of a query. Throws RequestError. */
export function ask<Data, Variables extends AnyVariables>(
  client: Client,
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  return patiently(() => client.query(query, variables).toPromise());
}

/**
 * The data of a mutation. Throws RequestError.
 *
 * It is safe to send again what was not answered: the idempotency key in the variables stays the same, so it takes
 * effect once, and a repetition gets the first answer.
 */
export function send<Data, Variables extends AnyVariables>(
  client: Client,
  mutation: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  return patiently(() => client.mutation(mutation, variables).toPromise());
}

async function patiently<Data>(attempt: () => Promise<OperationResult<Data>>): Promise<Data> {
  for (let tries = 1; ; tries += 1) {
    const { data, error } = await attempt();
    if (!error && data) return data;
    if (!error || tries === TRIES || !maySucceedLater(error)) throw faultOf(error);
    await sleep(secondsToWait(error, tries) * 1000);
  }
}

function maySucceedLater(error: CombinedError): boolean {
  return Boolean(error.networkError) || error.graphQLErrors.every(({ extensions }) => LATER.has(String(extensions['code'])));
}

function secondsToWait(error: CombinedError, tries: number): number {
  const asked = Number((error.response as Response | undefined)?.headers.get('Retry-After'));
  return asked || 0.1 * 2 ** tries;
}

function faultOf(error: CombinedError | undefined): RequestError {
  const told = error?.graphQLErrors[0];
  if (!told) return new RequestError('UNREACHABLE', error?.networkError?.message ?? 'no answer');
  return new RequestError(String(told.extensions['code']), told.message, String(told.extensions['requestId']));
}
