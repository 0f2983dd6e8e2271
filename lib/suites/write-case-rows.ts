import { and, eq, inArray, notExists } from 'drizzle-orm'

import { expectedOutcomes, testCaseLanguages, testCaseOutcomes } from '#db/schema/suites.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { utterance, type CaseInput } from '#lib/suites/schema.ts'

export type WrittenCase = { caseId: string; definition: CaseInput }

/** Rows of one insert at most: PostgreSQL takes 65,535 parameters. */
const batch = 2_000

async function inBatches<T>(rows: T[], insert: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += batch) await insert(rows.slice(from, from + batch))
}

function languageRows({ caseId, definition }: WrittenCase) {
  return Object.entries(definition.languages).map(([language, { voice }]) => ({
    caseId,
    language,
    voice,
    utterances: definition.turns.map((turn) => utterance(turn, language)),
  }))
}

/** The suite's outcomes by what they say; those that are missing are made. */
async function outcomeIds(
  tx: Ctx,
  suiteId: string,
  wanted: Map<string, { name: string; expectation: CaseInput['turns'][number]['expect'] }>,
): Promise<Map<string, string>> {
  const known = await tx.db
    .select({ id: expectedOutcomes.id, expectation: expectedOutcomes.expectation })
    .from(expectedOutcomes)
    .where(eq(expectedOutcomes.suiteId, suiteId))
  const ids = new Map(known.map(({ id, expectation }) => [canonicalJson(expectation), id]))
  const missing = [...wanted].filter(([text]) => !ids.has(text))
  await inBatches(missing, async (part) => {
    const rows = await tx.db
      .insert(expectedOutcomes)
      .values(
        part.map(([, { name, expectation }]) => ({
          organizationId: tx.organizationId,
          suiteId,
          name,
          expectation,
        })),
      )
      .returning({ id: expectedOutcomes.id, expectation: expectedOutcomes.expectation })
    for (const { id, expectation } of rows) ids.set(canonicalJson(expectation), id)
  })
  return ids
}

/** Outcomes that no turn of the suite needs any more. */
async function removeUnused(tx: Ctx, suiteId: string): Promise<void> {
  const used = tx.db
    .select({ id: testCaseOutcomes.outcomeId })
    .from(testCaseOutcomes)
    .where(eq(testCaseOutcomes.outcomeId, expectedOutcomes.id))
  await tx.db
    .delete(expectedOutcomes)
    .where(and(eq(expectedOutcomes.suiteId, suiteId), notExists(used)))
}

/**
 * Makes language variants and expected outcomes of these cases what their definitions say. Equal
 * expectations of a suite share one outcome. Needs the suite locked by the caller's transaction.
 */
export async function writeCaseRows(tx: Ctx, suiteId: string, cases: WrittenCase[]): Promise<void> {
  const ids = cases.map(({ caseId }) => caseId)
  await inBatches(ids, async (part) => {
    await tx.db.delete(testCaseLanguages).where(inArray(testCaseLanguages.caseId, part))
    await tx.db.delete(testCaseOutcomes).where(inArray(testCaseOutcomes.caseId, part))
  })
  await inBatches(cases.flatMap(languageRows), (part) =>
    tx.db.insert(testCaseLanguages).values(part),
  )

  const turns = cases.flatMap(({ caseId, definition }) =>
    definition.turns.flatMap(({ expect: expectation }, turnIndex) =>
      Object.keys(expectation).length === 0
        ? []
        : [{ caseId, turnIndex, expectation, name: `${definition.id}, turn ${turnIndex + 1}` }],
    ),
  )
  const wanted = new Map(turns.map((turn) => [canonicalJson(turn.expectation), turn]))
  const outcomes = await outcomeIds(tx, suiteId, wanted)
  const links = turns.flatMap(({ caseId, turnIndex, expectation }) => {
    const outcomeId = outcomes.get(canonicalJson(expectation))
    return outcomeId === undefined ? [] : [{ caseId, turnIndex, outcomeId }]
  })
  await inBatches(links, (part) => tx.db.insert(testCaseOutcomes).values(part))
  await removeUnused(tx, suiteId)
}
