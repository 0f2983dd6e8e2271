'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'

import { linkIssue } from '#lib/defects/link-issue.ts'
import { UpdateDefectInput, LinkIssueInput } from '#lib/defects/schema.ts'
import { updateDefect } from '#lib/defects/update-defect.ts'
import { action } from '#lib/http/action.ts'

const refresh = () => revalidatePath('/defects', 'layout')

export const updateDefectAction = action(
  z.object({ id: z.uuid(), input: UpdateDefectInput }),
  async (ctx, { id, input }) => {
    await updateDefect(ctx, id, input)
    refresh()
  },
)

export const linkIssueAction = action(
  z.object({ id: z.uuid(), input: LinkIssueInput }),
  async (ctx, { id, input }) => {
    await linkIssue(ctx, id, input)
    refresh()
  },
)
