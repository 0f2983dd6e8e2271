'use server'

import { revalidatePath } from 'next/cache'

import { linkIssue } from '#lib/defects/link-issue.ts'
import { UpdateDefectInput, LinkIssueInput } from '#lib/defects/schema.ts'
import { updateDefect } from '#lib/defects/update-defect.ts'
import { recordAction } from '#lib/http/action.ts'

const refresh = () => revalidatePath('/defects', 'layout')

export const updateDefectAction = recordAction(UpdateDefectInput, async (ctx, id, input) => {
  await updateDefect(ctx, id, input)
  refresh()
})

export const linkIssueAction = recordAction(LinkIssueInput, async (ctx, id, input) => {
  await linkIssue(ctx, id, input)
  refresh()
})
