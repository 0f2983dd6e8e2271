import { foundOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { getCase, getSuite } from '#lib/suites/queries.ts'

export type Choice = { id: string; name: string }

/** Whose policy is shown. */
export type PolicyPlace = {
  scope: 'organization' | 'suite' | 'case'
  /** of the suite itself, or of the case's suite */
  suiteId: string | null
  testCase: Choice | null
  /** as it is named in a sentence */
  words: string
  /** how the queries and verbs ask for it */
  query: { suite_id?: string; case_id?: string }
  href: string
}

const page = '/settings/validation-policy'

/** Answers 404 for a suite or case that is not there. */
export async function placeOf(
  ctx: Ctx,
  { suite, case: caseId }: { suite?: string | undefined; case?: string | undefined },
): Promise<PolicyPlace> {
  if (caseId) {
    const { id, name, suite_id } = await foundOr404(getCase(ctx, caseId))
    return {
      scope: 'case',
      suiteId: suite_id,
      testCase: { id, name },
      words: `the case “${name}”`,
      query: { case_id: id },
      href: `${page}?case=${id}`,
    }
  }
  if (suite) {
    const { id, name } = await foundOr404(getSuite(ctx, suite))
    return {
      scope: 'suite',
      suiteId: id,
      testCase: null,
      words: `the suite “${name}”`,
      query: { suite_id: id },
      href: `${page}?suite=${id}`,
    }
  }
  return {
    scope: 'organization',
    suiteId: null,
    testCase: null,
    words: 'the organization',
    query: {},
    href: page,
  }
}
