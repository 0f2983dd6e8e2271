import type { ValidationInput } from '#lib/engines/validation/validate.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'

/** All of it is data: it is copied into the thread. */
export type JudgingQuestion = Omit<ValidationInput, 'validators'>

export type JudgingAnswer = { validation: Validation } | { error: string }
