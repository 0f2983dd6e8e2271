'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'

import { action, recordAction } from '#lib/http/action.ts'
import { createCase } from '#lib/suites/create-case.ts'
import { createSuite } from '#lib/suites/create-suite.ts'
import { deleteCase } from '#lib/suites/delete-case.ts'
import { deleteSuite } from '#lib/suites/delete-suite.ts'
import { getCase } from '#lib/suites/queries.ts'
import { CreateSuiteInput, UpdateSuiteInput, type CaseInput } from '#lib/suites/schema.ts'
import { updateCase } from '#lib/suites/update-case.ts'
import { updateSuite } from '#lib/suites/update-suite.ts'

export const createSuiteAction = action(CreateSuiteInput, async (ctx, input) => {
  const { id } = await createSuite(ctx, input)
  redirect(`/suites/${id}`)
})

export const updateSuiteAction = recordAction(UpdateSuiteInput, async (ctx, id, input) => {
  await updateSuite(ctx, id, input)
  revalidatePath(`/suites/${id}`)
})

export const deleteSuiteAction = action(z.uuid(), async (ctx, id) => {
  await deleteSuite(ctx, id)
  redirect('/suites')
})

/** Parsed by the verb alone: a case can be large, and its faults keep their own places. */
const Unparsed = z.custom<CaseInput>((value) => typeof value === 'object' && value !== null)

/** Answers the new case's id: the editor drops its draft before it goes there. */
export const createCaseAction = action(
  z.object({ suiteId: z.uuid(), input: Unparsed }),
  async (ctx, { suiteId, input }) => {
    const { id } = await createCase(ctx, suiteId, input)
    revalidatePath(`/suites/${suiteId}`)
    return id
  },
)

/** Answers the version that is in force now. */
export const updateCaseAction = action(
  z.object({ id: z.uuid(), version: z.number().int(), input: Unparsed }),
  async (ctx, { id, version, input }) => {
    const saved = await updateCase(ctx, id, {
      // The whole case is saved: what it does not say any more is to be forgotten.
      ...{ stop_on_failure: false, mocks: [], ...input },
      base_version: version,
    })
    revalidatePath(`/suites/${saved.suite_id}`, 'layout')
    return saved.version
  },
)

export const deleteCaseAction = action(z.uuid(), async (ctx, id) => {
  const { suite_id } = await getCase(ctx, id)
  await deleteCase(ctx, id)
  redirect(`/suites/${suite_id}`)
})
