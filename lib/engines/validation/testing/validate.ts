import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import { policy, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { validateExecution, type ValidationTurn } from '#lib/engines/validation/validate.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'

export const weather: ResolvedExpectation = {
  intent: 'WeatherQuery',
  entities: { city: 'Toronto' },
}
export const turn = (
  evidence: TurnEvidence,
  expectation: ResolvedExpectation = weather,
): ValidationTurn => ({ evidence, expectation })
export const validate = (
  turns: ValidationTurn[],
  over: Partial<ValidationPolicy> = {},
  twin?: ValidationTurn[],
): Validation =>
  validateExecution({
    executionId: 'e-1',
    turns,
    policy: { ...policy, ...over },
    ...(twin && { twin }),
  })

export const misheard = voiceTurn({
  heard: 'what is the weather in boston',
  entities: { city: 'Boston' },
})
export const confused = { intent: 'TimerCommand' }
