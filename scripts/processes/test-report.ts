import { existsSync, readFileSync } from 'node:fs'

import { z } from 'zod'

type Failure = { test: string; message: string }
export type Outcome = { passed: number; failed: number; skipped: number; failures: Failure[] }

const nothing: Outcome = { passed: 0, failed: 0, skipped: 0, failures: [] }

export function sum(outcomes: Outcome[]): Outcome {
  return outcomes.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
      failures: [...all.failures, ...one.failures],
    }),
    nothing,
  )
}

const VitestReport = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

/** Counts of a vitest JSON report. A file that cannot be loaded holds no tests but is a failure. */
export function vitestOutcome(json: unknown, root: string): Outcome {
  const report = VitestReport.parse(json)
  const files = report.testResults.map((file): Outcome => {
    const name = file.name.replace(`${root}/`, '')
    const tests = file.assertionResults
    const failed = tests.filter(({ status }) => status === 'failed')
    const passed = tests.filter(({ status }) => status === 'passed')
    const failures = failed.map((test) => ({
      test: `${name} > ${test.fullName}`,
      message: (test.failureMessages ?? []).join('\n'),
    }))
    if (file.status === 'failed' && failed.length === 0)
      failures.push({ test: name, message: file.message })
    const skipped = tests.length - passed.length - failed.length
    return { passed: passed.length, failed: failures.length, skipped, failures }
  })
  return sum(files)
}

const Spec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
      results: z.array(
        z.object({
          errors: z.array(z.object({ message: z.string().default('') })).default([]),
        }),
      ),
    }),
  ),
})

type Suite = { specs?: z.output<typeof Spec>[] | undefined; suites?: Suite[] | undefined }
const Suite: z.ZodType<Suite> = z.object({
  specs: z.array(Spec).optional(),
  suites: z.array(z.lazy(() => Suite)).optional(),
})

const PlaywrightReport = z.object({
  suites: z.array(Suite),
  errors: z.array(z.object({ message: z.string().default('') })).default([]),
})

function suiteOutcome({ specs = [], suites = [] }: Suite): Outcome {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests.map(({ status, results }): Outcome => {
      if (status === 'skipped') return { ...nothing, skipped: 1 }
      if (status !== 'unexpected') return { ...nothing, passed: 1 }
      const message = results
        .flatMap(({ errors }) => errors.map((error) => error.message))
        .join('\n')
      return { ...nothing, failed: 1, failures: [{ test: `e2e/${file} > ${title}`, message }] }
    }),
  )
  return sum([...own, ...suites.map(suiteOutcome)])
}

/** Counts of a Playwright JSON report; an error outside any test is a failure too. */
export function playwrightOutcome(json: unknown): Outcome {
  const report = PlaywrightReport.parse(json)
  const outside = report.errors.map(({ message }): Outcome => ({
    ...nothing,
    failed: 1,
    failures: [{ test: 'e2e', message }],
  }))
  return sum([...report.suites.map(suiteOutcome), ...outside])
}

/**
 * What the report in `file` says, held against the exit code of the program that wrote it: a
 * program that failed without a failed test, or wrote nothing, counts as one failure.
 */
export function readOutcome(
  file: string,
  code: number,
  name: string,
  parse: (json: unknown) => Outcome,
): Outcome {
  const failure = (message: string): Outcome => ({
    ...nothing,
    failed: 1,
    failures: [{ test: name, message }],
  })
  if (!existsSync(file)) return failure(`ended with code ${code} and wrote no report`)
  const outcome = parse(JSON.parse(readFileSync(file, 'utf8')))
  if (code === 0 || outcome.failed > 0) return outcome
  return sum([outcome, failure(`ended with code ${code} although no test failed`)])
}
