'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { z } from 'zod'

import type { FormState } from '#components/auth/form-state.ts'
import { setUp, SetupInput } from '#lib/auth/setup.ts'
import { Credentials, signIn } from '#lib/auth/sign-in.ts'
import { faultsOf } from '#lib/format/faults.ts'
import { failedAction } from '#lib/http/action.ts'
import { endBrowserSession, startBrowserSession } from '#lib/http/browser-session.ts'
import { webDatabase } from '#lib/http/database.ts'
import { limitSignIns } from '#lib/http/sign-in-limit.ts'

/** Parses a form, does `work` and goes to the overview; otherwise says by field what is wrong. */
async function submit<T extends z.ZodType>(
  schema: T,
  data: FormData,
  work: (input: z.output<T>) => Promise<{ id: string }>,
): Promise<FormState> {
  const fields = [...data].filter(([name]) => !name.startsWith('$'))
  const parsed = schema.safeParse(Object.fromEntries(fields))
  if (!parsed.success) {
    const faults = faultsOf(parsed.error).map(({ path, message }) => [path, message] as const)
    return { faults: Object.fromEntries(faults) }
  }
  try {
    limitSignIns(await headers())
    const { id } = await work(parsed.data)
    await startBrowserSession(id)
  } catch (error) {
    return { message: failedAction(error).message }
  }
  redirect('/')
}

export async function signInAction(_state: FormState, data: FormData): Promise<FormState> {
  return submit(Credentials, data, (input) => signIn(webDatabase(), input))
}

export async function setUpAction(_state: FormState, data: FormData): Promise<FormState> {
  return submit(SetupInput, data, (input) => setUp(webDatabase(), input))
}

export async function signOutAction(): Promise<void> {
  await endBrowserSession()
  redirect('/sign-in')
}
