/**
 * Statements of one transaction, sent without waiting in between. Like `Promise.all`, but a failure is thrown only
 * when all have ended: a statement sent after the rollback would be a transaction of its own.
 */
export async function together<T extends readonly PromiseLike<unknown>[]>(
  ...statements: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const all = Promise.all(statements)
  all.catch(() => undefined) // thrown below
  await Promise.allSettled(statements)
  return all
}
