'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { z } from 'zod'

import type { FormState } from '#app/(auth)/_lib/form-state.ts'
import { setUp, SetupInput } from '#lib/accounts/setup.ts'
import { Credentials, signIn } from '#lib/accounts/sign-in.ts'
import { failedAction } from '#lib/http/action.ts'
import { endBrowserSession, startBrowserSession } from '#lib/http/browser-session.ts'
import { webDatabase } from '#lib/http/database.ts'
import { nextPath } from '#lib/http/next-path.ts'
import { limitSignIns } from '#lib/http/sign-in-limit.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

function typedTexts(data: FormData): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of data)
    if (typeof value === 'string' && name !== 'password') texts[name] = value
  return texts
}

/** Parses a form, does `work` and goes on to `next`; otherwise says by field what is wrong. */
async function submit<T extends z.ZodType>(
  schema: T,
  data: FormData,
  work: (input: z.output<T>) => Promise<{ id: string }>,
): Promise<FormState> {
  const fields = [...data].filter(([name]) => !name.startsWith('$') && name !== 'next')
  const parsed = schema.safeParse(Object.fromEntries(fields))
  const values = typedTexts(data)
  if (!parsed.success) {
    const faults = faultsOf(parsed.error).map(({ path, message }) => [path, message] as const)
    return { values, faults: Object.fromEntries(faults) }
  }
  try {
    limitSignIns(await headers())
    const { id } = await work(parsed.data)
    await startBrowserSession(id)
  } catch (error) {
    return { values, message: failedAction(error).message }
  }
  redirect(nextPath(data.get('next')))
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
