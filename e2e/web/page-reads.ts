import { expect, type APIRequestContext } from '@playwright/test'

import type { Statement, WatchedStatements } from '#e2e/web/watched-statements.ts'

/** What a web process asks of its own accord: counts for the metrics, and its ear for notices. */
const background = /metric_|listen |pg_stat|pg_catalog/i

const ofPages = ({ program, text }: Statement) =>
  /^web(?:-\d)?$/.test(program) && !background.test(text)

/** Statements of one request for a page that was asked for before, so that sessions are known. */
export async function statementsOf(
  api: APIRequestContext,
  statements: WatchedStatements,
  path: string,
): Promise<Statement[]> {
  // Twice for each of the two processes.
  for (let warm = 0; warm < 4; warm++) expect((await api.get(path)).status()).toBe(200)
  statements.take()
  await (await api.get(path)).text()
  return statements.take().filter(ofPages)
}

/** Those that were sent before, with the same parameters. */
export const sentTwice = (all: Statement[]) => {
  const seen = new Set<string>()
  return all
    .filter((one) => {
      const name = `${one.text} ${one.parameters}`
      const known = seen.has(name)
      seen.add(name)
      return known
    })
    .map(({ text }) => text)
}
