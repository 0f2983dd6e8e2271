'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'

import { action, recordAction } from '#lib/http/action.ts'
import { checkTarget } from '#lib/targets/check-target.ts'
import { checkUnsavedTarget } from '#lib/targets/check-unsaved-target.ts'
import { createTarget } from '#lib/targets/create-target.ts'
import { deleteTarget } from '#lib/targets/delete-target.ts'
import {
  CheckUnsavedTargetInput,
  CreateTargetInput,
  SetVariableInput,
  UpdateTargetInput,
} from '#lib/targets/schema.ts'
import { updateTarget } from '#lib/targets/update-target.ts'
import { deleteVariable, setVariable } from '#lib/targets/variables.ts'

const list = '/settings/targets'
const refresh = () => revalidatePath(list, 'layout')

export const createTargetAction = action(CreateTargetInput, async (ctx, input) => {
  const { id } = await createTarget(ctx, input)
  redirect(`${list}/${id}`)
})

export const updateTargetAction = recordAction(UpdateTargetInput, async (ctx, id, input) => {
  await updateTarget(ctx, id, input)
  refresh()
})

export const checkTargetAction = action(z.uuid(), async (ctx, id) => {
  const result = await checkTarget(ctx, id)
  refresh()
  return result
})

export const checkUnsavedTargetAction = action(CheckUnsavedTargetInput, checkUnsavedTarget)

export const deleteTargetAction = action(z.uuid(), async (ctx, id) => {
  await deleteTarget(ctx, id)
  redirect(list)
})

export const setVariableAction = action(SetVariableInput, async (ctx, input) => {
  await setVariable(ctx, input)
  refresh()
})

export const deleteVariableAction = action(
  SetVariableInput.pick({ target_id: true, name: true }),
  async (ctx, { target_id, name }) => {
    await deleteVariable(ctx, target_id, name)
    refresh()
  },
)
