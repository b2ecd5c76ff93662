// Commands: one idempotency key each, refusals as an error of their own, and the position to wait for.
import { randomUUID } from 'node:crypto';
import type { Client, TypedDocumentNode } from '@urql/core';
import { send } from './client.ts';
import type { RefusalFragment } from './generated.ts';

/** What the payload of every command holds. */
interface Outcome {
  userErrors: RefusalFragment[];
  position: number | null;
}

/** Rules of the ledger that the input breaks; nothing was written. */
export class RefusedError extends Error {
  readonly userErrors: RefusalFragment[];

  constructor(userErrors: RefusalFragment[]) {
    super(userErrors.map(({ code, field, message }) => `${code} ${field?.join('.') ?? ''}: ${message}`).join('\n'));
    this.userErrors = userErrors;
  }
}

/**
 * Gives a command and returns its payload. Throws RefusedError and RequestError.
 *
 * The key is chosen once for what is to be done, not once a request: hand in your own where the program itself may be
 * started again, and the second time nothing is done twice.
 */
export async function command<Input extends { idempotencyKey: string }, Payload extends Outcome>(
  client: Client,
  mutation: TypedDocumentNode<{ payload: Payload }, { input: Input }>,
  input: Omit<Input, 'idempotencyKey'>,
  idempotencyKey: string = randomUUID(),
): Promise<Payload> {
  const { payload } = await send(client, mutation, { input: { ...input, idempotencyKey } as Input });
  if (payload.userErrors.length) throw new RefusedError(payload.userErrors);
  return payload;
}
