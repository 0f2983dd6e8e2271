import { judgingWork } from '#lib/engines/validation/judging-work.ts'
import { notJudged } from '#lib/engines/validation/not-judged.ts'
import { judgingMs, judgingPool } from '#lib/engines/validation/thread/judging-pool.ts'
import { validateExecution, type ValidationInput } from '#lib/engines/validation/validate.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'
import { AppError, UpstreamError } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'

/** Work up to which judging stays here: a third of a second at the worst, less than a millisecond as a rule. */
const mostWorkHere = 3_000_000

const tooMuch = `Judging took longer than ${judgingMs / 1_000} s, or more memory than it may, and was given up: the replies are very long, or what is expected of them takes very much work (large patterns, hundreds of expectations). Expect less in one turn, or use simpler patterns. This says nothing of the voice AI.`

async function validateApart(input: ValidationInput, signal?: AbortSignal): Promise<Validation> {
  const { validators: _, ...question } = input
  try {
    const answer = await judgingPool().ask(question, signal)
    if ('validation' in answer) return answer.validation
    throw new AppError('internal', answer.error)
  } catch (error) {
    // The thread was ended, or has ended itself for want of memory.
    if (!(error instanceof UpstreamError)) throw error
    log.warn({ executionId: input.executionId, err: error.message }, 'judging was given up')
    return notJudged(input.policy, tooMuch)
  }
}

/**
 * `validateExecution`, bounded: what may take long is judged in a thread and given up after `judgingMs`. Then it is invalid
 * and goes to a person. Rejects with the signal's reason.
 */
export function validateInTime(input: ValidationInput, signal?: AbortSignal): Promise<Validation> {
  return judgingWork(input) > mostWorkHere
    ? validateApart(input, signal)
    : Promise.resolve(validateExecution(input))
}
