'use client'

import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation'
import { useOptimistic, useRef, useState, useTransition } from 'react'

import { toast } from '#components/ui/toast.client.ts'
import type { ActionResult, Refusal } from '#lib/platform/action-result.ts'

export type ActionOptions<Input, Data> = {
  /** said at the edge of the screen when it is done */
  done?: string | ((data: Data, input: Input) => string)
  onDone?: (data: Data, input: Input) => unknown
  /** a refusal is said where the action is (by default: read `error` and `refusal`) or at the edge of the screen */
  refusals?: 'here' | 'toast'
}

const refuse = (message: string): Refusal => ({
  ok: false,
  code: 'unavailable',
  message,
  faults: [],
})

/** A request that was lost must not take the page, and what was typed in it, along. */
async function answerOf<Input, Data>(
  send: (input: Input) => Promise<ActionResult<Data>>,
  input: Input,
): Promise<ActionResult<Data>> {
  try {
    return await send(input)
  } catch (error) {
    unstable_rethrow(error)
    if (unstable_isUnrecognizedActionError(error))
      return refuse(
        'Earshot was updated while this page was open. Copy what you typed, then reload the page.',
      )
    return refuse('The server did not answer. What you typed is still here: try again.')
  }
}

/** In another tab, so that what was typed stays in this one; after signing in it shows the same page. */
function openSignIn(): void {
  const { pathname, search } = window.location
  window.open(`/sign-in?${new URLSearchParams({ next: `${pathname}${search}` })}`, '_blank')
}

function sayRefusal({ code, message, faults }: Refusal, here: boolean): void {
  if (code === 'unauthenticated')
    toast.error(message, {
      duration: Infinity,
      action: { label: 'Sign in', onClick: openSignIn },
    })
  else if (!here) toast.error([message, faults[0]?.message].filter(Boolean).join(': '))
}

/**
 * Calls a server action. `pending` lasts until the page shows what came of it; a redirect of the action is followed;
 * a lost connection is a refusal like any other. `run` answers what the action answered.
 */
export function useAction<Input, Data>(
  send: (input: Input) => Promise<ActionResult<Data>>,
  { done, onDone, refusals = 'here' }: ActionOptions<Input, Data> = {},
) {
  const [pending, startTransition] = useTransition()
  const [input, setInput] = useOptimistic<Input | undefined>(undefined)
  const [answer, setAnswer] = useState<ActionResult<Data>>()
  const calls = useRef(0)
  const reset = () => {
    calls.current += 1
    setAnswer(undefined)
  }
  const settle = async (given: Input) => {
    const call = calls.current
    setInput(() => given)
    const result = await answerOf(send, given)
    // What was called since, or forgotten, has the last word.
    if (call === calls.current) setAnswer(result)
    if (!result.ok) sayRefusal(result, refusals === 'here')
    else {
      if (done !== undefined)
        toast.success(typeof done === 'string' ? done : done(result.data, given))
      await onDone?.(result.data, given)
    }
    return result
  }
  const run = (given: Input) => {
    reset()
    return new Promise<ActionResult<Data>>((resolve) => {
      startTransition(async () => resolve(await settle(given)))
    })
  }
  const refusal = answer?.ok === false ? answer : undefined
  return {
    run,
    pending,
    /** what it is called with while it is pending: a switch shows it already */
    input,
    /** what it answered last, when it was done */
    data: answer?.ok ? answer.data : undefined,
    refusal,
    error: refusal?.message,
    /** forgets the last answer */
    reset,
  }
}
